"""Pages of the officials' desk."""
