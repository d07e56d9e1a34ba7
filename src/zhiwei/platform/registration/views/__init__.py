"""Pages of the room: for everybody, for applicants, for the registration authority."""
