"""Commands of `zhiwei manage`."""
