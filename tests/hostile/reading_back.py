"""What a PDF gives back: the words of its structure, and those that another reader finds."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from pathlib import Path

import pikepdf
import pypdfium2
from proof.structure import structure_text


def unsound(pdf: Path) -> list[str]:
    """What qpdf finds wrong with a file."""
    try:
        with pikepdf.open(pdf) as file:
            return [f"{pdf.name}: {problem}" for problem in file.check_pdf_syntax()]
    except pikepdf.PdfError as error:
        return [f"{pdf.name}: {error}"]


def not_given_back(pdf: Path, texts: Iterable[str], *, looks: bool = True) -> list[str]:
    """The texts that the file does not hold, word for word.

    The tags give the text of each paragraph, over lines and pages; white space counts as one
    blank. PDFium reads the page by its looks and so drops blanks at line ends and knows nothing
    of paragraphs; there, letters are compared without any white space. `looks=False` leaves it
    out where texts stand side by side, whose lines it mixes.
    """
    wanted = [unicodedata.normalize("NFC", text) for text in texts]
    if not wanted:
        return []
    tagged = " ".join(" ".join(text for _, text in structure_text(pdf)).split())
    wrong = [f"the tags do not hold {text!r}" for text in wanted if text not in tagged]
    if not looks:
        return wrong
    bare = seen_by_pdfium(pdf)
    wrong += [f"PDFium does not read {text!r}" for text in wanted if _bare(text) not in bare]
    return wrong


def seen_by_pdfium(pdf: Path) -> str:
    """All letters in the order in which they are painted."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        pages = [page.get_textpage() for page in document]
        return "".join(_bare(page.get_text_range()) for page in pages)
    finally:
        document.close()


def _bare(text: str) -> str:
    """Without white space; PDFium writes a hyphen at the end of a line as U+FFFE or U+0002."""
    return "".join(text.replace("\ufffe", "-").replace("\x02", "-").split())
