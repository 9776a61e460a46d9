"""The fields that a file may have, and what typed values mean: each checked, with its line."""
