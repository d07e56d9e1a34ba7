"""What a fund may pay for: sentences and measures of the Opinions by their ids."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.utils.translation import gettext as _

from zhiwei.engine.errors import suggest
from zhiwei.platform.decisions.register import book
from zhiwei.platform.decisions.terms import opinions, sentence_of
from zhiwei.platform.kit.language import lang, listed
from zhiwei.platform.ledger.faults import Fault, quoted


def unknown(ids: Iterable[str]) -> list[Fault]:
    """A fault for each id that is neither a sentence nor a measure."""
    measures = book().data.measures
    found = []
    for one in ids:
        if sentence_of(one) is None and one not in measures:
            near = suggest(one, [*opinions().records, *measures])
            found.append(
                Fault("unknown_sentence", _("没有句子或措施 %(id)s %(near)s") % {"id": one, "near": near})
            )
    return found


def in_words(one: str) -> str:
    """``13.3``; of a measure the words for it too: ``21.2 设计示范基地地方配套资金``, never the rulebook's own id."""
    number, _slash, part = one.partition("/")
    found = book().data.measures.get(one) if part else None
    return f"{number} {found.zh if lang() == 'zh' else found.en}" if found is not None else number


def allows(purposes: Sequence[str], sentence: str) -> bool:
    """Whether a payment under a sentence or measure is within the purposes; a sentence covers all its measures."""
    return any(sentence == one or sentence.startswith(f"{one}/") for one in purposes)


def outside(fund: str, purposes: Sequence[str], sentence: str) -> list[Fault]:
    """The fault of a payment outside the purposes, quoting what the fund is for."""
    if allows(purposes, sentence):
        return []
    texts = listed(map(quoted, purposes))
    said = _("“%(fund)s”只能用于%(texts)s，不能用于第 %(id)s 句") % {
        "fund": fund, "texts": texts, "id": sentence,
    }  # fmt: skip
    return [Fault("purpose", said, purposes[0])]
