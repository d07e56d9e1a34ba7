"""创业基地 (article 14): bases, their residents and graduates, demonstration bases and what they are given."""
