"""Prescriptions and clinics: typed text in, checked values out, every problem at once."""
