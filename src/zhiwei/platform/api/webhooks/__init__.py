"""Telling other programs that something changed: which events, to whom, and how they get there."""
