"""The text of new files: a prescription, a clinic, a thing of its own, the last sheet once more."""
