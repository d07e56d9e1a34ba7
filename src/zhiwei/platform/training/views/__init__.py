"""Pages of the room: for everybody, for owners, for training bodies, for officials."""
