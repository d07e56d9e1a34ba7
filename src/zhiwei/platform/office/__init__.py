"""The officials' desk: dashboard, what-if, coverage."""
