"""Pages on which people make and end tokens and webhooks of their own."""
