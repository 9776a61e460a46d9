"""A QR code as one path of dark runs."""

from __future__ import annotations

from handouts.press.pictures.pen import Painted, Pen, n

QUIET = 4  # modules of white all around (ISO/IEC 18004)
SMALLEST_MODULE = 0.4 * 72 / 25.4  # 0.4 mm in points: what a phone reads from a copy


def paint_qr(url: str, size: float) -> Painted:
    """The address as a square of `size` points with its quiet zone, error correction M.

    The square grows where a long address would make modules smaller than 0.4 mm.
    """
    import segno  # costs 20 ms, and most handouts of a run share their code

    code = segno.make(url, error="m", micro=False, boost_error=False)
    rows = [bytes(row) for row in code.matrix]
    count = len(rows) + 2 * QUIET
    module = max(size / count, SMALLEST_MODULE)
    path = [
        f"{n((QUIET + start) * module, -(QUIET + y + 1) * module, length * module, module)} re"
        for y, row in enumerate(rows)
        for start, length in _runs(row)
    ]
    pen = Pen()
    pen.raw("0 g\n" + "\n".join(path) + "\nf")
    return pen.painted(count * module, count * module)


def _runs(row: bytes) -> list[tuple[int, int]]:
    """Stretches of dark modules as (start, length)."""
    runs: list[tuple[int, int]] = []
    for x, dark in enumerate(row):
        if not dark:
            continue
        if runs and sum(runs[-1]) == x:
            runs[-1] = (runs[-1][0], runs[-1][1] + 1)
        else:
            runs.append((x, 1))
    return runs
