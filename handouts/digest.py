"""BLAKE2, without the library that `hashlib` opens for all its other hashes: that takes longer than
to build a known page.
"""

from __future__ import annotations

try:
    from _blake2 import blake2b
except ImportError:  # another Python than CPython
    from hashlib import blake2b

__all__ = ["blake2b"]
