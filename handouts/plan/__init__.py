"""What is printed, once the routine and every default are filled in, and how it is pressed."""
