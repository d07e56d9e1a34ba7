"""States of a cell, as in fact columns."""

KNOWN, MISSING, ABSENT = 0, 1, 6
