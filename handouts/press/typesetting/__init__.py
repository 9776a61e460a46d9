"""Text in lines, and lines in glyphs."""
