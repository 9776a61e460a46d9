"""A handout and a layout in, a tagged PDF out (PDF/UA-1 and PDF/A-2a in one file), on reportlab."""

from handouts.files.paths import layout_names
from handouts.render.document import Job, Rendered, Renderer, render
from handouts.render.layout import Layout, with_sections
from handouts.render.layout_file import load_layout

__all__ = [
    "Job",
    "Layout",
    "Rendered",
    "Renderer",
    "layout_names",
    "load_layout",
    "render",
    "with_sections",
]
