"""How fast this program is, beside what a clinic could pick instead.

    python bench/speed.py                 everything; about ten minutes
    python bench/speed.py warm cold       only these (warm, cold, points, patients, memory, cores)

All engines make the same handout (same texts, drawings, fonts, logo). They take turns in one run,
so that whatever else the machine does strikes all alike; what counts are medians, and ratios within
a round. The other engines live in an environment of their own, which is made on the
first run (`--other` names it).
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median
from typing import Any

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))
sys.path.insert(0, str(HERE))

from batch import measure  # noqa: E402
from story import EXAMPLE, VISIT, bare, patients, text_of, write_example, write_story  # noqa: E402
from worker import KEPT  # noqa: E402

OURS, TYPST = "ours", "typst_py"
ENGINES = {OURS: 30, TYPST: 10, "platypus": 2, "weasy": 1, "fpdf_two": 1}
"""Engine → documents a round; about a third of a second each."""
WARM = 6  # documents before the clock starts
SHOWN = {
    OURS: "handouts (tagged, PDF/UA-1 + PDF/A-2a)", TYPST: "typst-py, reused compiler (tagged)",
    "platypus": "reportlab Platypus + svglib", "weasy": "WeasyPrint", "fpdf_two": "fpdf2",
}  # fmt: skip
PARTS = ("warm", "cold", "points", "patients", "memory", "cores")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("parts", nargs="*", help=" ".join(PARTS))
    parser.add_argument("--other", type=Path, default=Path.home() / ".cache/handouts-bench")
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--sizes", type=int, nargs="*", default=[100, 1000])
    parser.add_argument("--keep", type=Path, help="leave the documents in this folder")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        bench = Bench(asked.keep or Path(folder), other_python(asked.other), asked.rounds)
        for part in asked.parts or PARTS:
            if part == "patients":
                bench.patients(asked.sizes)
            else:
                getattr(bench, part)()


def other_python(folder: Path) -> str:
    """The interpreter that has the other engines."""
    python = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    if not python.exists():
        subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True)
        wanted = ["-r", str(HERE / "requirements.txt")]
        subprocess.run([str(python), "-m", "pip", "install", "-q", *wanted], check=True)
    return str(python)


class Bench:
    """The measurements, in a folder of their own."""

    def __init__(self, folder: Path, other: str, rounds: int) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.folder, self.rounds = folder, rounds
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
        os.environ |= environment()
        self.python = dict.fromkeys(ENGINES, other) | {OURS: sys.executable}
        self.example = folder / "example"
        self.texts, self.example_texts = write_story(folder, 50), write_example(self.example)
        for one in (folder, self.example):
            prepare = f"import typst_py; typst_py.prepare({str(one)!r})"
            subprocess.run([other, "-c", prepare], cwd=HERE / "engines", check=True)
        print(f"load of the machine: {' '.join(f'{x:.1f}' for x in os.getloadavg())}")

    # ── warm ────────────────────────────────────────────────────────────────────────────────────

    def warm(self) -> None:
        """Documents a second on one core, one process an engine, in turns."""
        workers = {name: Worker(self.python[name], name, self.folder) for name in ENGINES}
        for worker in workers.values():
            worker.batch(0, WARM)
        said: dict[str, list[Any]] = {name: [] for name in ENGINES}
        for turn in range(self.rounds):
            for name, count in ENGINES.items():
                said[name].append(workers[name].batch(WARM + turn * count, count))
        for worker in workers.values():
            worker.end()
        pages = {}
        for name in ENGINES:
            last = WARM - 1 + self.rounds * ENGINES[name]
            path = self.folder / name / f"{last % KEPT}.pdf"
            pages[name] = check(path, self.texts, last)
        print("\nwarm: five points, one core, each file written; medians")
        print(f"{'':42} CPU ms  wall ms   docs/s  speed/Typst (CPU, wall)  pages   kB  peak MB")
        ratio = {
            kind: {n: median(b[kind] / a[kind] for a, b in zip(said[n], said[TYPST], strict=True))
                   for n in ENGINES} for kind in ("cpu", "wall")
        }  # fmt: skip
        for name, rows in said.items():
            mid = {key: median(row[key] for row in rows) for key in rows[0]}
            print(
                f"{SHOWN[name]:42} {1000 * mid['cpu']:6.2f} {1000 * mid['wall']:8.2f}"
                f" {1 / mid['wall']:8.1f} {ratio['cpu'][name]:11.2f}x {ratio['wall'][name]:10.2f}x"
                f" {pages[name]:7} {mid['bytes'] / 1000:6.0f} {rows[-1]['mb']:8.0f}",
                flush=True,
            )

    # ── cold ────────────────────────────────────────────────────────────────────────────────────

    def cold(self) -> None:
        """Whole processes, from the example prescription to one file, in turns."""
        cases = self._cold_cases()
        said: dict[str, list[tuple[float, float, float]]] = {name: [] for name in cases}
        for turn in range(self.rounds + 1):
            for name, command in cases.items():
                took = whole(command, self.folder)
                said[name] += [took] if turn else []  # the first is to warm up
        for path in sorted(self.folder.glob("cold-*.pdf")):
            check(path, self.example_texts, 0)
        print("\ncold: whole process, examples/low-back.yaml; medians")
        print(f"{'':42} CPU ms  wall ms  /Platypus (CPU, wall)  peak MB")
        base = said[SHOWN["platypus"]]
        for name, rows in said.items():
            cpu, wall, memory = (median(column) for column in zip(*rows, strict=True))
            more, less = (
                median(a[k] / b[k] for a, b in zip(rows, base, strict=True)) for k in (0, 1)
            )
            print(
                f"{name:42} {1000 * cpu:6.1f} {1000 * wall:8.1f} {more:9.2f}x {less:7.2f}x"
                f" {memory:8.0f}",
                flush=True,
            )

    def _cold_cases(self) -> dict[str, list[str]]:
        python = self.python[TYPST]
        build = [python, "-m", "handouts", "build", "-q", str(EXAMPLE), "-o", "cold-ours.pdf"]
        cases = {"bare python": [python, "-c", "pass"], "handouts build": build}
        for engine in list(ENGINES)[1:]:
            script = str(HERE / "engines" / f"{engine}.py")
            target = str(self.folder / f"cold-{engine}.pdf")
            cases[SHOWN[engine]] = [python, script, str(self.example), "", "", "", target]
        return cases

    # ── growth ──────────────────────────────────────────────────────────────────────────────────

    def points(self) -> None:
        """Our own time for more points on a handout; each document for another patient."""
        from handouts.delivery.build import Clinics, Options, examined, render_checked
        from handouts.dose import Hold
        from handouts.library import load_library
        from handouts.prescription.model import Prescription

        library, clinics = load_library(), Clinics()
        codes = [code for code, point in library.points.items() if point.home_use == "yes"]
        from handouts.library.model import Dose

        print("\ngrowth with points, warm: points  pages  CPU ms a document")
        for count in (1, 2, 5, 10, 20, 40):
            doses = tuple(Dose(code, Hold(15)) for code in codes[:count])  # or it is too much a day
            times = []
            for n in range(40):
                began = time.process_time()
                prescription = Prescription(
                    "x", patient=f"Maria {n}", points=doses, asked=True, notes=f"Number {n}."
                )
                one = examined(prescription, Options(), self.folder / "x", (), clinics)
                rendered = render_checked(one)
                times.append(time.process_time() - began)
            print(f"{count:33} {rendered.pages:6} {1000 * median(times):10.2f}", flush=True)

    def patients(self, sizes: list[int]) -> None:
        """`handouts batch` with a print run, whole: all cores, everything on the disk."""
        print("\ngrowth with patients, `handouts batch --print-run`, all processes together")
        print("patients    wall s   docs/s  CPU ms each  docs/s of free cores   MB")
        for size in sizes:
            seconds, worked, memory = measure(size, cores(), ["--print-run"])
            print(
                f"{size:8,} {seconds:9.1f} {size / seconds:8.1f} {1000 * worked / size:12.2f}"
                f" {cores() * size / worked:21.1f} {memory:4.0f}",
                flush=True,
            )

    def memory(self, few: int = 1000, many: int = 5000) -> None:
        """What one more patient costs in memory, of all processes together."""
        for more in ([], ["--print-run"]):
            small, large = measure(few, cores(), more)[2], measure(many, cores(), more)[2]
            each = 1000 * (large - small) / (many - few)
            print(
                f"\nmemory {' '.join(more)}: {small:.0f} MB for {few:,} patients, {large:.0f} for"
            )
            print(f"{many:,}: {each:.2f} kB a patient", flush=True)

    def cores(self, size: int = 10_000) -> None:
        """The same batch with one process and with one a core.

        On a machine that others use, the clock says little; the work that many processes do in all
        bounds what they could gain on cores of their own.
        """
        one, many = measure(size, 1, []), measure(size, cores(), [])
        gain, bound = one[0] / many[0], cores() * one[1] / many[1]
        print(f"\n{cores()} cores against one, {size:,} patients: {gain:.2f}x by the clock,")
        print(f"{bound:.2f}x by the work they do in all")


class Worker:
    """An engine in its process."""

    def __init__(self, python: str, name: str, folder: Path) -> None:
        self.process = subprocess.Popen(
            [python, str(HERE / "worker.py"), name, str(folder)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment(),
        )  # fmt: skip

    def batch(self, first: int, count: int) -> dict[str, float]:
        assert self.process.stdin and self.process.stdout
        self.process.stdin.write(f"{first} {count}\n")
        self.process.stdin.flush()
        said: dict[str, float] = json.loads(self.process.stdout.readline())
        return said

    def end(self) -> None:
        assert self.process.stdin
        self.process.stdin.close()
        self.process.wait()


def environment() -> dict[str, str]:
    """As installed: with bytecode on disk."""
    bytecode = str(Path(tempfile.gettempdir()) / "handouts-bench-bytecode")
    return os.environ | {"PYTHONPATH": str(HERE.parent), "PYTHONPYCACHEPREFIX": bytecode}


def whole(command: list[str], folder: Path) -> tuple[float, float, float]:
    """Seconds of work and of the clock, and megabytes, of a process from start to end.

    A small process starts it: the peak of a child begins with what its parent held.
    """
    starter = [sys.executable, "-I", "-S", "-c", _STARTER, *command]
    said = subprocess.run(
        starter, cwd=folder, env=environment(), stdout=subprocess.PIPE, check=True
    )
    cpu, wall, memory = map(float, said.stdout.split())
    return cpu, wall, memory / 1000


_STARTER = """
import os, sys, time
began = time.perf_counter()
pid = os.posix_spawn(sys.argv[1], sys.argv[1:], os.environ)
_, status, used = os.wait4(pid, 0)
wall = time.perf_counter() - began
assert status == 0, sys.argv
print(used.ru_utime + used.ru_stime, wall, used.ru_maxrss)
"""


def cores() -> int:
    return len(os.sched_getaffinity(0))


def check(path: Path, texts: list[str], number: int) -> int:
    """The pages of a document; tells what it does not say, though it must, to its own patient."""
    import pypdfium2

    document, said = pypdfium2.PdfDocument(path), text_of(path)
    name, note, _ = patients(number + 1)[number]
    values = {"{patient}": name, "{note}": note, "{visit}": VISIT}
    for text in texts:
        for mark, value in values.items():
            text = text.replace(mark, value)
        words = text.split()  # a sentence may go on in the next column
        ways = ((words[:n], words[n:]) for n in range(len(words) + 1))
        if not any(all(bare(" ".join(part)) in said for part in way) for way in ways):
            print(f"  {path.relative_to(path.parents[1])} does not say: {text}")
    return len(document)


if __name__ == "__main__":
    main()
