"""Pages of the year wheel: for everybody, and for the officials who enter what was done."""
