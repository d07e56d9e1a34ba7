"""Talent: seconded experts, spare-time founders, technology shares, split proceeds, deferred tax on equity awards (20.2-20.6)."""
