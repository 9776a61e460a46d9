"""Patients from CSV files and workbooks: a row is a prescription, a column one of its fields."""
