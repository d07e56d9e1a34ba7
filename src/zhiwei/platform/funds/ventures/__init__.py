"""Venture capital (13.2, 13.4, 13.5): the register, the look through guide funds, the compensation of losses."""
