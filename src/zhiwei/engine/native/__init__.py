"""The native engine: a plan as one fused kernel over columns, exact to the fen."""
