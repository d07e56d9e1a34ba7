"""Pages of receipts: for who may see them, and the public check."""
