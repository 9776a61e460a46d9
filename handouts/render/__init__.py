"""A handout and a layout in, a tagged PDF out, on reportlab."""
