"""The equality scoreboard: every engine asked the same rows, the answers compared cell by cell."""
