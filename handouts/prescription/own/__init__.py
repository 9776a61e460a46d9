"""A clinic's own: routines, tips, points, conditions, words and pictures, one file each.

They lie in folders beside the clinic's file. What is broken in one of them is kept with its name,
so that it is told to whoever uses it, and stops nothing else.
"""
