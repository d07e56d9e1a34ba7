"""Answers for subjects: the rulebook applied to registered facts and decisions."""
