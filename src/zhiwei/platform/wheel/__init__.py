"""年度事项: what the Opinions demand year by year, who owes it, and what was done and published."""
