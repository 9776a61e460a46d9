"""Try every hostile input and write what each gave to `docs/hostile-input.md`.

PYTHONPATH=tests python -m hostile.table
"""

from __future__ import annotations

import re
import tempfile
from collections import Counter
from itertools import groupby
from pathlib import Path

from .cases import CASES
from .reading_back import not_given_back, unsound
from .tried import Answer, Case, try_case, wrong_with

TARGET = Path(__file__).parents[2] / "docs" / "hostile-input.md"
HEAD = Path(__file__).with_name("table-head.md")
_MOST = 150
_SHOWN = {0: "printed", 2: "command line refused", 3: "refused", 4: "stopped for safety",
          5: "cannot be read or written", 6: "some refused"}  # fmt: skip


def main() -> None:
    rows, codes, slowest, wrong = [], Counter[int](), 0.0, []
    for case in CASES:
        with tempfile.TemporaryDirectory() as folder:
            answer = try_case(case, Path(folder))
            faults = wrong_with(case, answer)
            for pdf in answer.pdfs:
                faults += unsound(pdf) + not_given_back(pdf, case.printed)
            rows.append((case, _gave(case, answer, folder)))
        codes[answer.code] += 1
        slowest = max(slowest, answer.seconds)
        wrong += [f"{case}: {fault}" for fault in faults]
    if wrong:
        raise SystemExit("\n".join(wrong))
    TARGET.write_text(_page(rows, codes, slowest), "utf-8", "backslashreplace")


def _page(rows: list[tuple[Case, str]], codes: Counter[int], slowest: float) -> str:
    counts = " · ".join(f"{codes[code]} {_SHOWN[code]}" for code in sorted(codes))
    lines = [
        HEAD.read_text("utf-8").rstrip(),
        "",
        f"**{len(rows)} inputs**: {counts}. None ended in a traceback, left a part of a file, read"
        " outside its folder, started a program or called the network."
        f" The slowest took {slowest:.1f} s of the processor's time.",
    ]
    for group, some in groupby(rows, key=lambda row: row[0].group):
        lines += [
            "",
            f"## {group[0].upper()}{group[1:]}",
            "",
            "| input | what it gave |",
            "|---|---|",
        ]
        lines += [f"| {_cell(case.name)} | {gave} |" for case, gave in some]
    return "\n".join(lines) + "\n"


def _gave(case: Case, answer: Answer, folder: str) -> str:
    if answer.code == 0 and case.printed:
        return "printed; reads back exactly"
    if answer.code == 0:
        first = answer.first.replace(folder, "…")
        return f"done; {_cell(first)}" if answer.err.strip() else "done"
    return f"exit {answer.code}: {_cell(answer.first.replace(f'{folder}/here/', ''))}"


def _cell(text: str) -> str:
    short = text if len(text) <= _MOST else f"{text[:_MOST]}…"
    return re.sub(r"([|<>*_`\\\[\]])", r"\\\1", short)


if __name__ == "__main__":
    main()
