"""Rows of facts at which the rules turn, made from the rules themselves."""
