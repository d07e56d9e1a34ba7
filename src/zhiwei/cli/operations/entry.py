"""What each server process loads: the site, with the law read before the first request comes."""

from __future__ import annotations

import gc

from zhiwei.platform.site.wsgi import application

from zhiwei.platform.answers.rulebook import current  # isort: skip  # settings come first

__all__ = ["application"]

current().hash  # noqa: B018  # read, checked and hashed once
gc.collect()
gc.freeze()  # the rulebook lives as long as the process; the collector need not walk it again and again
