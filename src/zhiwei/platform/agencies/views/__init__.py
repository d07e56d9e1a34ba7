"""Pages of the room: for everybody, for agencies and platforms, for officials."""
