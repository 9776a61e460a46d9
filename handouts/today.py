"""The day on which the program runs."""

from __future__ import annotations

import os
from datetime import UTC, date, datetime


def today() -> date:
    """The day by the clock of the machine, or that of `SOURCE_DATE_EPOCH` (seconds since 1970, as
    reproducible-builds.org defines it), so that what depends on a day comes out the same later.
    """
    fixed = os.environ.get("SOURCE_DATE_EPOCH", "")
    return datetime.fromtimestamp(int(fixed), UTC).date() if fixed.isdecimal() else date.today()
