"""What is kept of one handout for the next patient, and for the next process."""
