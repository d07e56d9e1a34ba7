"""Acts with legal effect and reads of non-public data, in an append-only chain of hashes."""
