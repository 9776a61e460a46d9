"""The clinic's file: found, and read."""
