"""Typed text: what is not meant in it, which characters can be printed, amounts and addresses."""
