"""The rulebook of the Opinions: every policy module, fact and parameter assembled."""

import functools

from zhiwei.engine.model import RulebookData
from zhiwei.engine.rulebook import Rulebook
from zhiwei.policy import library
from zhiwei.policy.beside import Telling


@functools.cache
def rulebook() -> Rulebook:
    """The current rulebook, checked whole once for given sources and kept; raises LoadError with every defect."""
    key = library.sources_hash()
    stored = library.cached(key)
    if stored is None:
        stored = Rulebook(build()).stored
        library.keep_cached(key, stored)
    # the first start reads it back too: one order of everything, one text of every kernel
    book = Rulebook.from_stored(stored)
    book.beside = Telling()
    return book


def build() -> RulebookData:
    """Assemble and check the rulebook from its sources, whatever was kept before."""
    from zhiwei.policy.sources import assemble_sources

    return assemble_sources()
