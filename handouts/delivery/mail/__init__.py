"""E-mail: drafts, sending, and what was sent."""
