"""Files of agencies: read, matched, compared, marked where they are wrong, and taken over in one transaction."""
