"""What every room's pages are made of: layout, tables, search, files, jobs; no policy."""
