"""Where compiled kernels are kept between runs."""

from __future__ import annotations

import os
from pathlib import Path


def kernel_cache() -> Path:
    """``ZHIWEI_CACHE``, else ``zhiwei`` in the user's cache folder (``XDG_CACHE_HOME``, ``~/.cache``); below it kernels."""
    own = os.environ.get("ZHIWEI_CACHE")
    if own:
        return Path(own) / "kernels"
    home = os.environ.get("XDG_CACHE_HOME")
    return (Path(home) if home else Path.home() / ".cache") / "zhiwei" / "kernels"
