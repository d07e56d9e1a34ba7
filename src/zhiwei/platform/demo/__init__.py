"""The demonstration province: made-up subjects, decisions and log-ins, the same on every machine."""
