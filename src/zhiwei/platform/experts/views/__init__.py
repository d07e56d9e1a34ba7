"""Pages of the room: for everybody, for firms that book and ask, for experts, for officials."""
