"""How a run grows: handouts a second and peak memory for 100, 1,000 and 10,000 patients.

    python bench/batch.py [--jobs 2] [100 1000 10000]

Each run is a process of its own, as at the clinic: a table in, PDFs and a manifest out. Memory is
the sum of the peaks of all its processes (VmHWM, Linux); CPU is the time of all cores together,
which a busy machine changes less.
"""

from __future__ import annotations

import argparse
import csv
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROUTINES = ("low-back", "neck-shoulder", "sciatica", "upper-back")
COLUMNS = ("patient", "email", "routine", "conditions", "notes", "next_visit")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sizes", nargs="*", type=int, default=[100, 1000, 10_000])
    parser.add_argument("--jobs", type=int, default=len(os.sched_getaffinity(0)))
    parser.add_argument("--print-run", action="store_true")
    asked = parser.parse_args()
    more = ["--print-run"] if asked.print_run else []
    print("patients  jobs  seconds  a second  CPU ms each  MB in all")
    for size in asked.sizes:
        seconds, worked, memory = measure(size, asked.jobs, more)
        each = 1000 * worked / size
        print(
            f"{size:8,} {asked.jobs:5} {seconds:8.1f} {size / seconds:9.1f} {each:12.2f}"
            f" {memory:10.0f}",
            flush=True,
        )


def measure(size: int, jobs: int, more: list[str]) -> tuple[float, float, float]:
    """Seconds, seconds of work, and megabytes, of all processes together."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "patients.csv"
        write_table(source, size)
        before = busy()
        began = time.perf_counter()
        process = subprocess.Popen(
            [sys.executable, "-m", "handouts", "batch", str(source), "-o", f"{folder}/out", "-q",
             "--jobs", str(jobs), *more],
            start_new_session=True,
        )  # fmt: skip
        peaks: dict[str, float] = {}
        while process.poll() is None:
            peaks |= peaks_of(process.pid)
            time.sleep(0.25)
        seconds = time.perf_counter() - began
        made = len(Path(folder, "out", "manifest.csv").read_text("utf-8").splitlines()) - 1
        assert process.returncode == 0, process.returncode
        assert made == size, made
        return seconds, busy() - before, sum(peaks.values())


def busy() -> float:
    """Seconds that all processes which have ended have worked."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def write_table(path: Path, size: int) -> None:
    with path.open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(COLUMNS)
        for number in range(size):
            notes = f"Walk {number % 9 + 1} times a day. Your number is {number}."
            routine = ROUTINES[number % len(ROUTINES)]
            name, address = f"Maria Lopez {number}", f"p{number}@example.org"
            writer.writerow([name, address, routine, "none", notes, "2027-01-04"])


def peaks_of(group: int) -> dict[str, float]:
    """The peak of each process of a group, in megabytes, by its number."""
    found = {}
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            its_group = int((entry / "stat").read_text().rpartition(")")[2].split()[2])
            if its_group == group:
                status = (entry / "status").read_text()
                found[entry.name] = int(status.split("VmHWM:")[1].split()[0]) / 1000
        except (OSError, IndexError):
            continue
    return found


if __name__ == "__main__":
    main()
