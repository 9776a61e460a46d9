"""The library: points, tips, routines, conditions and wording, looked up by any name in use."""
