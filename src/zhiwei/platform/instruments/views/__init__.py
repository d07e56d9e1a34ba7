"""Pages of the room: the public catalogue, a firm's bookings, a keeper's platforms, the officials' reviews and figures."""
