"""Advice on words: how hard they are to read, and what would be plainer."""
