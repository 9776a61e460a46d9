"""Whatever a page is made from is watched."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

from handouts.delivery.build import Options
from handouts.delivery.made_from import files_of

ROOT = Path(__file__).parents[2]
OPENED = """
import os, sys
from pathlib import Path
opened, folder = set(), sys.argv[1]
def hook(event, arguments):
    if event == "open" and isinstance(arguments[0], (str, bytes, os.PathLike)):
        name = os.path.abspath(os.fsdecode(arguments[0]))
        if name.startswith(folder):
            opened.add(name)
sys.addaudithook(hook)
from handouts.delivery.build import Options, check
check(Path(sys.argv[2]), Options(None, Path(sys.argv[3])))
print("\\n".join(sorted(opened)))
"""


def test_every_file_that_is_read_for_a_page_is_watched(tmp_path: Path) -> None:
    place = tmp_path / "place"
    shutil.copytree(ROOT / "examples" / "own-clinic", place / "own")
    (place / "designs").mkdir()
    base, layout = place / "designs" / "wide.yaml", place / "designs" / "mine.yaml"
    base.write_text("based-on: sheet\n", "utf-8")
    layout.write_text("based-on: wide\n", "utf-8")
    path = place / "own" / "lucy-park.yaml"
    words = [sys.executable, "-c", OPENED, str(place), str(path), str(layout)]
    run = subprocess.run(words, capture_output=True, text=True, check=True, cwd=ROOT)
    opened = {Path(line) for line in run.stdout.splitlines() if Path(line).is_file()}
    assert {path, layout, base, place / "own" / "clinic.yaml"} < opened
    assert any("pictures" in one.parts for one in opened)
    assert opened <= {one.absolute() for one in files_of(path, Options(None, layout))}
