"""How the platform opens its database."""

from __future__ import annotations

from typing import Any


def sqlite_options() -> dict[str, Any]:
    """Readers beside one writer (WAL); a writer takes its lock at once, so that it waits instead of failing later."""
    pragmas = ("journal_mode=WAL", "synchronous=NORMAL", "mmap_size=134217728", "cache_size=-20000")
    return {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "".join(f"PRAGMA {pragma};" for pragma in pragmas),
    }
