"""Pages of the room: the public list, the officials' register, imports, enquiries, the firm's own pages."""
