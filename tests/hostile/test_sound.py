"""A PDF with hostile text in it is as good a PDF as any: veraPDF and qpdf say so."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
from proof.structure import problems
from proof.vera import validate
from spread import spread

from .cases import CASES
from .logos import picture
from .tried import Case, try_case

PRINTED = [case for case in CASES if case.printed]
DRAWN = [case for case in CASES if case.group in ("a logo", "a layout") and case.exits == (0,)]
BARE = {
    "a logo without a name": ("points: [LI4]", "logo: logo.png"),
    "a link without a label": ("points: [LI4]\nlink: https://example.org/a", ""),
    "nobody's handout": ("points: [LI4]", "name: ''"),
}


def _bare(name: str, prescription: str, clinic: str) -> Case:
    def prepare(folder: Path) -> list[str]:
        (folder / "logo.png").write_bytes(picture())
        (folder / "p.yaml").write_text(prescription)
        (folder / "clinic.yaml").write_text(clinic)
        return ["build", "p.yaml"]

    return Case("bare", name, prepare, (0,))


SOUND = [*(_bare(name, *files) for name, files in BARE.items()), *PRINTED[::9], *DRAWN[::6]]


@pytest.mark.parametrize("case", spread(SOUND, 9), ids=str)
def test_it_is_sound(case: Case, tmp_path: Path) -> None:
    pdf = try_case(case, tmp_path).pdfs[0]
    report = validate(pdf)
    assert report.passed, str(report)
    assert not problems(pdf)
    if shutil.which("qpdf"):
        checked = subprocess.run(["qpdf", "--check", pdf], capture_output=True, text=True)
        assert checked.returncode == 0, checked.stderr
