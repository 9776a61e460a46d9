"""A copy that opens with a password only: AES-256 (PDF 2.0 revision 6), tags kept.

PDF/A forbids encryption (ISO 19005-2, 6.1.3), so a protected copy says PDF/UA alone.
"""

from __future__ import annotations

import io
import secrets

import pikepdf

SHORTEST = 8
FEWEST = 3
"""Different characters."""


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
                user=password,
                owner=secrets.token_urlsafe(24),
                R=6,
                allow=pikepdf.Permissions(
                    accessibility=True, extract=True, modify_annotation=False,
                    modify_assembly=False, modify_form=False, modify_other=False,
                ),
            ),
        )  # fmt: skip
    return out.getvalue()


def too_weak(password: str) -> str:
    """Why a password will not do; empty when it will."""
    if len(password) < SHORTEST:
        return f"The password is too short. Use {SHORTEST} characters or more."
    if len(set(password)) < FEWEST:
        return "The password is too simple. Use more than one or two characters over and over."
    return ""
