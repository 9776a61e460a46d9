"""One engine in a process of its own: makes documents when it is told to, and says what it took.

python worker.py ENGINE FOLDER        then, on its input: `FIRST COUNT`, a line a batch
"""

import json
import os
import resource
import sys
import time
from importlib import import_module

KEPT = 200  # files; later ones take the place of earlier ones


def main() -> None:
    name, folder = sys.argv[1:3]
    sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "engines"))
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    engine = import_module(name).Engine(folder)
    out = os.path.join(folder, name)
    os.makedirs(out, exist_ok=True)
    for line in sys.stdin:
        first, count = map(int, line.split())
        before, began = cpu(), time.perf_counter()
        for n in range(first, first + count):
            note = f"Walk {n % 9 + 1} times a day. Your number is {n}."
            engine.make(
                f"Maria Lopez {n}", note, "Monday, January 4, 2027", f"{out}/{n % KEPT}.pdf"
            )
        wall, worked = time.perf_counter() - began, cpu() - before
        size = os.path.getsize(f"{out}/{(first + count - 1) % KEPT}.pdf")
        print(
            json.dumps({"wall": wall / count, "cpu": worked / count, "bytes": size, "mb": peak()})
        )
        sys.stdout.flush()


def cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def peak() -> float:
    """Megabytes at the most, of this process alone (Linux; elsewhere what the system calls it)."""
    try:
        with open("/proc/self/status") as status:
            return next(int(line.split()[1]) for line in status if line.startswith("VmHWM")) / 1000
    except OSError:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000


if __name__ == "__main__":
    main()
