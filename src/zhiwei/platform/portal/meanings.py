"""The meanings of 小微 side by side: no two laws mean the same, and none follows from another."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from zhiwei.engine.display import display
from zhiwei.engine.errors import InputError
from zhiwei.engine.words import STATUS_WORDS
from zhiwei.engine.words import pick as of_pair
from zhiwei.platform.answers.laws import law
from zhiwei.platform.answers.rulebook import current
from zhiwei.platform.portal.asked import Asked, nested
from zhiwei.platform.portal.citation_links import Link, citation_link
from zhiwei.platform.portal.flow import day_of
from zhiwei.platform.portal.lawbook import lawbook


@dataclass(frozen=True, slots=True)
class Meaning:
    """One meaning: what it is called, what it is for, what it comes to, by which text; ``url`` leads on."""

    title: str
    use: str
    value: str
    known: bool
    missing: int
    texts: tuple[Link, ...]
    url: str = ""


def _computed() -> tuple[tuple[str, str, str], ...]:
    return (
        ("size_class", _("划型标准"), _("多数扶持政策，如水利基金、收费减免、政府采购")),
        ("statistical_size_class", _("统计划分"), _("统计部门发布数据")),
        ("small_low_profit", _("小型微利企业"), _("企业所得税")),
        ("small_scale_seller", _("小规模纳税人"), _("增值税计税方法和小额免税")),
        ("individual_seller", _("起征点适用的个人"), _("增值税起征点")),
    )


def meanings(asked: Asked, lang: str) -> tuple[Meaning, ...]:
    """Each meaning for an enterprise; empty for another kind of subject, or where the facts cannot be read."""
    if asked.entity != "enterprise":
        return ()
    book, lawful = current(), law(day_of(asked))
    named = [row for row in _computed() if ("enterprise", row[0]) in book.data.variables]
    facts, links = nested(asked.facts)
    try:
        case = book.case(facts, lawful.as_of, entity=asked.entity, links=links)
    except InputError:
        return ()
    found = book.calc_case(case, lawful, tuple(name for name, _title, _use in named))
    register = lawbook().register
    rows = []
    for name, title, use in named:
        one = found[name]
        known = one.status == "known"
        value = (
            display(one.variable.type, one.value, one.variable.enum, lang)
            if known
            else of_pair(STATUS_WORDS.get(one.status, STATUS_WORDS["missing"]), lang)
        )
        cites = [c for c in one.variable.cites if "#" in c][:2] or list(one.variable.cites[:2])
        texts = tuple(citation_link(c, register, lang) for c in cites)
        rows.append(Meaning(title, use, value, known, len(one.missing), texts))
    return (*rows, *_elsewhere(lang))


def _elsewhere(lang: str) -> tuple[Meaning, ...]:
    """The meanings that need facts of another matter than the enterprise's own."""
    register = lawbook().register

    def link(cite: str) -> tuple[Link, ...]:
        return (citation_link(cite, register, lang),)

    return (
        Meaning(
            _("登记收费的小微企业"), _("免征登记类收费；省内另按注册资本认定"), _("另外计算"), False, 0,
            link("17.7"), "/find/?entity=registration_filing",
        ),
        Meaning(
            _("政府采购的小微企业供应商"), _("评审价格扣除；还要看货物由谁制造"), _("另外计算"), False, 0,
            link("28.1"), "/find/?entity=bid",
        ),
    )  # fmt: skip
