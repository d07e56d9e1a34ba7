"""Purpose-bound funds in double entry: what is appropriated, promised, paid and taken back, to the fen and for good."""
