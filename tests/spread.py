"""Many cases of one kind: a few for the quick run, the others for the long one.

@pytest.mark.parametrize("name", spread(ROUTINES, 5))
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest


def spread(cases: Sequence[Any], quick: int) -> list[Any]:
    """All cases. `quick` of them, evenly spread, run always; the others are marked `long`."""
    kept = {number * len(cases) // quick for number in range(quick)}
    return [
        case if number in kept else pytest.param(case, marks=pytest.mark.long)
        for number, case in enumerate(cases)
    ]
