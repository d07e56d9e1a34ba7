"""Local matching money of design bases, and the yearly check that the province publishes (21.2)."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from zhiwei.platform.accounts import duties
from zhiwei.platform.accounts.viewer import Viewer
from zhiwei.platform.bases.design import law, queries
from zhiwei.platform.bases.models import DesignPlace
from zhiwei.platform.bases.services.common import Fault, Refused
from zhiwei.platform.bases.services.records import record_on
from zhiwei.platform.bases.services.rounds import PROVINCE
from zhiwei.platform.kit.phrases import add_phrase
from zhiwei.platform.ledger import services as ledger
from zhiwei.platform.ledger.chart import Level
from zhiwei.platform.ledger.models import ENDED, Commitment, Fund

DUTY, PUBLISH = "design_base_matching", "bases.rank"
SUMMARY = add_phrase(gettext_noop("%(n)d 个基地，配套达标 %(met)d 个"))


def match(viewer: Viewer, place: DesignPlace, fund: Fund, fen: int, *, key: str) -> Commitment:
    """Reserve and commit local money of a fund for a base, for the fund's budget year.

    More of the same level in the same year is a supplement. The ledger refuses what is outside purpose, period, balance.
    """
    if fund.level == Level.PROVINCE:
        raise Refused([Fault("fund", _("配套资金须出自示范基地所在地"))])
    with transaction.atomic():
        basis = ledger.Basis(queries.MATCHED, queries.match_key(place.subject_id, fund.budget_year))
        before = (
            Commitment.objects.filter(
                basis_kind=basis.kind, basis_key=basis.key, level=fund.level, sentence=law.MATCH, part=1
            )
            .exclude(state__in=ENDED)
            .exclude(key=f"{key}:reserve")
            .first()
        )
        if before is not None:
            made = ledger.supplement(
                viewer, before, fen, reason=gettext_noop("同年度追加配套"), key=f"{key}:reserve", fund=fund
            )
        else:
            made = ledger.reserve(
                viewer, fund, fen, basis=basis, sentence=law.MATCH, subject=place.subject,
                key=f"{key}:reserve",
            )  # fmt: skip
        return ledger.commit(viewer, made, key=f"{key}:commit")


def publish(viewer: Viewer, year: int, *, document: str, address: str) -> list[queries.Checked]:
    """Publish the check of a year; the yearly duty is fulfilled by it. By the province alone."""
    if not viewer.may(PUBLISH, division=PROVINCE):
        raise PermissionDenied(_("年度核对由省级公布"))
    rows = queries.report(year)
    if not rows:
        raise Refused([Fault("", _("%(year)d 年度还没有受支持的设计示范基地") % {"year": year})])
    met = sum(one.each.verdict == "complied" for one in rows)
    summary = SUMMARY % {"n": len(rows), "met": met}
    with transaction.atomic():
        duties.announce(
            viewer, DUTY, year, PROVINCE, document=document.strip(), summary=summary, address=address
        )
        record_on(viewer, "bases.publish_design", "duty", f"{DUTY}/{year}", PROVINCE, PUBLISH, year=year)
    return rows
