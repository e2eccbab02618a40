"""Pure integer functions over tables of rows: every rule that touches money, points, tiers or limits.

They see whole numbers and tables, import one another alone, and write only rows that were passed in. One
source runs interpreted for a shop and compiled over a history: hence the plain subset of Python.
"""
