"""Service agencies and public platforms apart from government (15.3 to 15.5), and how much firms spend on research (6.1)."""
