"""The public site: find out what you get, answers, law, parameters, search."""
