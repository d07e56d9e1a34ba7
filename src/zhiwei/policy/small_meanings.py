"""The seven meanings of 小微 side by side: each its own predicate with its own texts, none following from another."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from zhiwei.engine.display import display
from zhiwei.engine.facts import KNOWN
from zhiwei.engine.plan import Law
from zhiwei.engine.rulebook import Rulebook
from zhiwei.engine.trace import Tracer
from zhiwei.engine.words import STATUS_WORDS, pick


@dataclass(frozen=True, slots=True)
class Meaning:
    """One meaning: what it is called, what it is used for, and the predicate that decides.

    ``link`` is empty where the predicate is of the enterprise itself; else the name under which another subject, such
    as a bid, is linked to it.
    """

    key: str
    zh: str
    en: str
    use_zh: str
    use_en: str
    entity: str
    link: str
    variable: str


MEANINGS = (
    Meaning("size", "划型标准的小微企业", "small by the size standard", "多数扶持政策，如水利基金、收费减免",
            "most support, such as the water fund and waived fees", "enterprise", "", "small_or_micro"),
    Meaning("tax", "小型微利企业", "small low-profit enterprise", "企业所得税",
            "enterprise income tax", "enterprise", "", "small_low_profit"),
    Meaning("fee", "注册资本在限额内的小微企业", "small by registered capital", "2012—2014年免收登记费的执行口径",
            "practice of waiving registration fees, 2012–2014", "registration_filing", "enterprise",
            "capital_within_relief_limit"),
    Meaning("vat", "起征点适用的个人", "individual under the VAT threshold", "增值税起征点",
            "the threshold of VAT", "enterprise", "", "individual_seller"),
    Meaning("supplier", "小微企业供应商", "small supplier", "政府采购价格扣除；还看货物由谁制造",
            "price deduction in government procurement; the maker of the goods counts too", "bid", "bidder",
            "counts_as_small_supplier"),
    Meaning("technology", "科技型中小企业（浙江省）", "technology-based SME (Zhejiang)", "省级科技型企业的扶持",
            "support of the province for technology firms", "recognition", "firm", "zhejiang_technology_sme_met"),
    Meaning("technology_national", "科技型中小企业（国家评价）", "technology-based SME (national)",
            "研发费用加计扣除、亏损结转", "research deduction, carrying losses forward", "recognition", "firm",
            "technology_sme_met"),
    Meaning("lender", "银行的小微企业借款人", "small borrower to lenders", "小微企业贷款统计和监管要求",
            "statistics and supervision of loans to small firms", "small_firm_loan", "borrower",
            "counts_as_small_borrower"),
)  # fmt: skip
"""In the order of the page; the technology-based SME is tested twice, by the province and by the state."""


_OPEN = ("还不能确定", "not settled yet")


@dataclass(frozen=True, slots=True)
class Found:
    """What a meaning comes to for a firm: yes, no, or why neither; with the conditions looked at."""

    meaning: Meaning
    status: str
    value: bool | None
    shown: Mapping[str, str]
    reasons: tuple[Mapping[str, Any], ...]
    missing: tuple[Mapping[str, Any], ...]
    cites: tuple[str, ...]

    def to_json(self) -> dict[str, Any]:
        """Plain data of the command line."""
        one = self.meaning
        return {
            "key": one.key, "zh": one.zh, "en": one.en, "use_zh": one.use_zh, "use_en": one.use_en,
            "entity": one.entity, "variable": one.variable, "status": self.status, "value": self.value,
            "reasons": [dict(r) for r in self.reasons], "missing": [dict(m) for m in self.missing],
            "cites": list(self.cites),
        }  # fmt: skip


def compare(
    book: Rulebook,
    law: Law,
    firm: Mapping[str, Any],
    others: Mapping[str, Mapping[str, Any]] | None = None,
    division: str | None = None,
) -> tuple[Found, ...]:
    """Every meaning for an enterprise.

    ``firm`` are the facts of the enterprise, ``others`` those of other matters by entity (a bid, a filing, a loan, a
    recognition); without them the missing facts are named. Raises InputError with the defects of the facts.
    """
    given = others or {}
    return tuple(_found(book, law, one, firm, given.get(one.entity, {}), division) for one in MEANINGS)


def _found(
    book: Rulebook,
    law: Law,
    meaning: Meaning,
    firm: Mapping[str, Any],
    own: Mapping[str, Any],
    division: str | None,
) -> Found:
    if meaning.link:
        links = {meaning.link: {"facts": firm}}
        case = book.case(own, law.as_of, entity=meaning.entity, links=links)
    else:
        case = book.case(firm, law.as_of, entity=meaning.entity, division=division)
    calculation = book.calc_case(case, law, (meaning.variable,))
    computed = calculation[meaning.variable]
    variable, evaluation = computed.variable, calculation.evaluation
    tracer = Tracer(evaluation, book.data, book.beside)
    step = tracer.steps.get(tracer.visit(evaluation.plan.names[meaning.variable], variable) or "", {})
    status = STATUS_WORDS.get(computed.status, _OPEN) if computed.status != "missing" else _OPEN
    return Found(
        meaning,
        computed.status,
        computed.value if computed.status == KNOWN else None,
        {
            lang: display(variable.type, computed.value, variable.enum, lang)
            if computed.status == KNOWN
            else pick(status, lang)
            for lang in ("zh", "en")
        },
        _reasons(step, tracer.steps) if computed.status == KNOWN else (),
        tuple(tracer.label(name) for name in computed.missing),
        tuple(variable.cites),
    )


def _reasons(
    step: Mapping[str, Any], steps: Mapping[str, Mapping[str, Any]]
) -> tuple[Mapping[str, Any], ...]:
    """The conditions on the way, or, where facts are missing beside them, the parts that are known and decide."""
    if step.get("reasons"):
        return tuple(step["reasons"])
    known = [steps[k] for k in step.get("inputs", ()) if steps[k]["status"] == KNOWN]
    parts = [one for one in known if one["kind"] != "parameter"]
    against = [one for one in parts if one["value"] == "false"]
    chosen = against if step.get("value") == "false" and against else parts
    return tuple(
        {"zh": f"{one['zh']}：{one['shown_zh']}", "en": f"{one['en']}: {one['shown_en']}", "holds": None}
        for one in chosen
    )
