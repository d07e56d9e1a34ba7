"""How polars keeps memory between batches, told to its allocator before it is loaded.

By default it gives freed pages back to the system after half a second, batch after batch; taking them anew costs a fifth
of the time in which a table is read. Kept a little longer, they are used again; a run needs no more of them.
"""

from __future__ import annotations

import os

VARIABLE = "_RJEM_MALLOC_CONF"
"""Where jemalloc, of which polars carries a copy, looks for settings; other allocators pay no heed to it."""
SETTING = "dirty_decay_ms:10000"
"""Freed pages are kept for ten seconds, as jemalloc itself would."""


def keep_pages() -> None:
    """Ask for it, unless the environment says otherwise. Without effect once polars is loaded."""
    os.environ.setdefault(VARIABLE, SETTING)
