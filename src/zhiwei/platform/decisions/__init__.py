"""Local decisions (34.2): documents of cities and counties that fill delegated parameters."""
