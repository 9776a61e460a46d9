"""What holds for all tests."""

from __future__ import annotations

import os

os.environ["HANDOUTS_PACK"] = "off"  # pages are set anew; the tests of the pack bring their own
