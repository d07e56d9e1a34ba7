"""Special funds of all levels (26.1-26.4): uses, matching, growth, where funds are set up, who gets the transfers."""
