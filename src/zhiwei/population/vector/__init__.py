"""Cells read a column at a time: the same values, states and defects as cell by cell."""
