"""Proof that the pages are what they claim: validators, structure, contrast."""
