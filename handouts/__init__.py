"""Handouts: a short prescription in, a patient's take-home sheet out."""

__version__ = "0.2.0"
