"""Pages of the room: the public register, the officials' work, what a filing would change."""
