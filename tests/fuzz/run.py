"""Fuzz one target: `python -m fuzz.run TARGET WORK [libFuzzer's options]`."""

from __future__ import annotations

import sys
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["handouts", "yaml", "svglib", "csv"]):
    from fuzz.targets import TARGETS

HERE = Path(__file__).parent
_ROOT = HERE.parents[1]
_SEEDS = {
    "prescription": ["tests/golden_errors/prescriptions/*.yaml", "examples/low-back.yaml"],
    "clinic": ["tests/golden_errors/clinics/*.yaml", "examples/willow-clinic.yaml"],
    "table": ["tests/golden_errors/tables/*.csv", "examples/*.csv"],
    "layout": ["layouts/*.yaml"],
    "logo": ["tools/icons/*.svg", "tests/fuzz/seeds/logo/*"],
}


def main() -> None:
    name, work, *options = sys.argv[1:]
    target, corpus, found = TARGETS[name], Path(work) / name, HERE / "found" / name
    corpus.mkdir(parents=True, exist_ok=True)
    found.mkdir(parents=True, exist_ok=True)
    for pattern in _SEEDS[name]:
        for seed in _ROOT.glob(pattern):
            (corpus / seed.name).write_bytes(seed.read_bytes())
    words = HERE / "words.dict"
    atheris.Setup(
        [sys.argv[0], str(corpus), f"-dict={words}", f"-artifact_prefix={found}/", "-timeout=10",
         "-rss_limit_mb=2500", *options],
        lambda data: target(data),
    )  # fmt: skip
    atheris.Fuzz()


if __name__ == "__main__":
    main()
