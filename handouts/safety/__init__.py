"""What must not be printed for a patient, what to ask first, and what is told of it."""
