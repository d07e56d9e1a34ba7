"""Training of owners and managers (16.2, 16.3): commissioned bodies, courses, proved attendances, funded places."""
