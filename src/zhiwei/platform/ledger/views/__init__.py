"""Pages of the room: funds, promises, payment lists, a subject's own money, and what is public."""
