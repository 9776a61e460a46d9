"""Files of the user and of the program: found, read, written whole, locked."""
