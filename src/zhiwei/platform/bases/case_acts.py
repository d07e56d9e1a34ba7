"""Guards, effects and figures of the recognition (14.2) and the support (14.3) of bases.

What the law is asked comes from the registers: the facts of the base are computed on the day and never stored.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext as _

from zhiwei.platform.answers import services as answers
from zhiwei.platform.bases import indicators, queries
from zhiwei.platform.bases.models import Base, Standing
from zhiwei.platform.bases.services.rounds import ROUND
from zhiwei.platform.cases.acts import Context, Figure, effect, figures, guard
from zhiwei.platform.cases.faults import Refused
from zhiwei.platform.cases.models import Case, Objection
from zhiwei.platform.decisions.terms import sentence_of
from zhiwei.platform.kit import clock, money
from zhiwei.platform.kit.tables.columns import percent
from zhiwei.platform.ledger import services as ledger
from zhiwei.platform.ledger.chart import Level
from zhiwei.platform.programmes.money import funds
from zhiwei.platform.subjects import queries as subjects

REVIEWS = "reviews"
"""Where a case keeps what its experts said."""


def base_of(case: Case) -> Base | None:
    """The base that a case speaks of."""
    return Base.objects.filter(subject=case.subject_id).select_related("subject").first()


def standing_of(case: Case) -> Standing | None:
    """Where the base stood in the round of its case."""
    return Standing.objects.filter(case=case.pk).select_related("round", "base").first()


@guard("base_may_apply")
def _may_apply(context: Context) -> Iterator[str]:
    """The base is registered with residents, a round takes applications, and it is neither recognised nor applied yet."""
    base, current = base_of(context.case), queries.open_round()
    if base is None:
        yield _("这个基地还没有登记类型和面积；请先在“入驻名录和指标”页登记")
    elif not indicators.residents(base, clock.today()).exists():
        yield _("入驻名录里还没有企业")
    elif base.recognised_on:
        yield _("这个基地已于 %(day)s 认定") % {"day": base.recognised_on}
    if current is None:
        yield _("现在没有受理申请的评选批次")
    others = Case.objects.filter(type=context.type.id, subject=context.case.subject, ended_at=None)
    if others.exclude(pk=context.case.pk).exists():
        yield _("这个基地已有一件申请在办")


@effect("base_enters_round")
def _enters(context: Context) -> None:
    """The application belongs to the round that is open."""
    current = queries.open_round()
    if current is None:
        raise Refused([_("现在没有受理申请的评选批次")])
    context.put(ROUND, current.year)


@guard("base_ranked")
def _ranked(context: Context) -> Iterator[str]:
    """The round is ranked, and the base is in it."""
    if standing_of(context.case) is None:
        yield _("本批次还没有排名")


@guard("base_review_once")
def _review_once(context: Context) -> Iterator[str]:
    """Each expert reviews once."""
    if any(one["expert"] == context.viewer.user_id for one in context.case.data.get(REVIEWS, [])):
        yield _("您已经评审过这个基地")


@effect("base_review")
def _review(context: Context) -> None:
    """Keep the expert's finding."""
    said = {"expert": context.viewer.user_id, **context.content}
    context.put(REVIEWS, [*context.case.data.get(REVIEWS, []), said])


@guard("base_reviewed")
def _reviewed(context: Context) -> Iterator[str]:
    """As many experts as the round asks for have reviewed."""
    standing = standing_of(context.case)
    needed, there = (standing.round.reviews if standing else 1), len(context.case.data.get(REVIEWS, []))
    if there < needed:
        yield _("需要 %(needed)d 位专家评审，现有 %(there)d 位") % {"needed": needed, "there": there}


def found_leading(case: Case) -> bool:
    """Whether more than half of the experts found the base leading."""
    said = [one["leads"] == "yes" for one in case.data.get(REVIEWS, [])]
    return bool(sum(said) * 2 > len(said))


def computed(case: Case) -> dict[str, Any]:
    """The facts of the base as the law takes them: the round's indicators and averages, the reviews, the notice."""
    standing = standing_of(case)
    found: dict[str, Any] = {}
    if standing is not None:
        every = list(Standing.objects.filter(round=standing.round).select_related("base"))
        share, raised = indicators.averages(
            [indicators.Entered(one.base.subject_id, one.share, one.raised) for one in every]
        )
        source = _("入驻和毕业名录，%(day)s 计算") % {"day": standing.round.as_of}
        values: Mapping[str, Any] = {
            "resident_firms": standing.residents, "technology_resident_firms": standing.technology,
            "firms_raised": standing.raised, "average_technology_share": share, "average_firms_raised": raised,
        }  # fmt: skip
        found |= {name: {"value": value, "source": source} for name, value in values.items()}
    if case.data.get(REVIEWS):
        found["leads_by_review"] = {"value": found_leading(case), "source": _("专家评审")}
    notice = case.notices.order_by("-number").first()
    if notice is not None:
        objections = notice.objections.filter(state=Objection.State.OPEN).count()
        found["notice_ends_on"] = {"value": notice.last_day.isoformat(), "source": _("公示")}
        found["open_objections"] = {"value": objections, "source": _("公示")}
    return found


@guard("base_facts")
def _facts(context: Context) -> Iterator[str]:
    """Ask the law of today with the facts computed from the registers; nothing stands against it here."""
    day = context.case.as_of = clock.today()
    facts = subjects.facts(context.case.subject, as_of=day, known_on=day) | computed(context.case)
    facts.setdefault("division", context.case.subject.division)
    context.answer = answers.answer(
        facts, as_of=day, known_on=day, entity=context.type.entity, measures=[context.type.measure]
    )
    yield from ()


@effect("base_recognise")
def _recognise(context: Context) -> None:
    """Write the recognition into the register of bases."""
    base = Base.objects.select_for_update().get(subject=context.case.subject_id)
    base.recognised_on, base.document = clock.today(), context.content["document"]
    base.revision += 1
    base.save()


@guard("within_target")
def _within_target(context: Context) -> Iterator[str]:
    """The province supports no more bases than the sentence names."""
    supported, most = queries.supported_count(), queries.target()
    if supported >= most:
        yield _all_supported(supported, most)


def _all_supported(supported: int, most: int) -> str:
    sentence = sentence_of(queries.SUPPORT)
    return _("已扶持 %(n)d 个，达到 %(most)d 个；%(id)s：“%(text)s”") % {
        "n": supported, "most": most, "id": queries.SUPPORT, "text": sentence.text if sentence else "",
    }  # fmt: skip


@effect("base_grant", binds=True)
def _grant(context: Context) -> None:
    """Promise the province's money. Raises Refused where another base was quicker to the last place.

    The promise holds the fund's row until the step is over, so whoever comes second counts what the first promised.
    """
    fund = funds.of_level(Level.PROVINCE, context.case.division, queries.SUPPORT)
    if fund is None:
        raise Refused([_("省级还没有可用于第 14.3 句的资金")])
    case = context.case
    made = ledger.reserve(
        context.viewer, fund, money.parse(context.content["amount"]), basis=ledger.Basis(queries.BASIS, str(case.subject_id)),
        sentence=queries.SUPPORT, subject=case.subject, case=str(case.pk), receipt=case.receipt_id,
        key=f"{case.pk}:{case.revision}:reserve",
    )  # fmt: skip
    ledger.commit(context.viewer, made, key=f"{case.pk}:{case.revision}:commit")
    supported, most = queries.supported_count(), queries.target()
    if supported > most:
        raise Refused([_all_supported(supported - 1, most)])


@figures("base_figures")
def _shown(context: Context) -> list[Figure]:
    """What the base declared when it applied beside what the registers show; no firm is named."""
    standing = standing_of(context.case)
    if standing is None:
        return []
    declared = context.case.content
    share = percent(standing.share) if standing.share is not None else ""
    said = declared.get("declared_share", "")
    return [
        Figure("入驻企业数", "resident firms", "", str(standing.residents)),
        Figure(
            "科技型和高技术服务型小微企业比重", "share of technology and high-technology service firms",
            percent(Fraction(said)) if said else "", share,
        ),
        Figure("成功培育企业数", "firms raised", str(declared.get("declared_raised", "")), str(standing.raised)),
        Figure("名次", "place", "", str(standing.place)),
    ]  # fmt: skip
