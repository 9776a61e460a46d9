"""Delivery: whole files, runs, print runs, e-mail and the record of what went out."""
