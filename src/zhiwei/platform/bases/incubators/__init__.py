"""Recognition as a national technology incubator: the conditions computed from the registers (14.6)."""
