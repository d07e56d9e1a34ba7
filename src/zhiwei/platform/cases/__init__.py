"""办件: applications, filings and proactive cases, whose states, clocks and actors are data."""
