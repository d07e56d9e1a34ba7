"""The operations, by what they speak of."""
