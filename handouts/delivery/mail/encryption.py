"""A copy that opens with a password only: AES-256 (PDF 2.0 revision 6), tags kept.

PDF/A forbids encryption (ISO 19005-2, 6.1.3), so a protected copy says PDF/UA alone.
"""

from __future__ import annotations

import io
import secrets

import pikepdf

from handouts.text.password import prepared


def protect(pdf: bytes, password: str) -> bytes:
    """Encrypt a PDF. Screen readers may still read it; it may be printed."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as document:
        with document.open_metadata(set_pikepdf_as_editor=False) as metadata:
            for name in ("pdfaid:part", "pdfaid:conformance"):
                if name in metadata:
                    del metadata[name]
        document.save(
            out,
            encryption=pikepdf.Encryption(
                user=prepared(password),
                owner=secrets.token_urlsafe(24),
                R=6,
                allow=pikepdf.Permissions(
                    accessibility=True, extract=True, modify_annotation=False,
                    modify_assembly=False, modify_form=False, modify_other=False,
                ),
            ),
        )  # fmt: skip
    return out.getvalue()
