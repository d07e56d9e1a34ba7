"""Rewards of incubators: for each technology-based small firm graduated (14.6), and by the tax such firms pay (14.7)."""
