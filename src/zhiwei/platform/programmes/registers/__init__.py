"""Registers as data: who may do what to a record, its values, its places, what is counted, and the facts that follow."""
