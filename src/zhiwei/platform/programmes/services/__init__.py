"""What may happen in the room."""
