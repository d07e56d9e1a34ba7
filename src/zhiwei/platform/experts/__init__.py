"""Volunteer experts for small firms (16.4): who they are, what can be booked with them, what is asked and answered."""
