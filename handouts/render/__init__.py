"""Handout and layout to a tagged PDF; reportlab lives here and nowhere else."""
