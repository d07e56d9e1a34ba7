"""A firm files the conversion of an intangible asset into technology shares (20.4)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

from django.utils.translation import gettext as _

from zhiwei.platform.accounts.viewer import Viewer
from zhiwei.platform.kit import clock, money
from zhiwei.platform.kit.models import StoredFile
from zhiwei.platform.subjects.models import Subject
from zhiwei.platform.talent.models import TechnologyShare
from zhiwei.platform.talent.services.common import Fault, Refused, acts_for, begin
from zhiwei.platform.talent.services.secondments import firm_faults

TYPE = "technology_share"
AMOUNTS = ("asset_value", "share_value", "capital", "other_non_monetary")


def draft(firm: Subject, given: Mapping[str, Any]) -> TechnologyShare:
    """A conversion that is not saved: what a filing would rest on, to show its limits before it is filed."""
    return TechnologyShare(firm=firm, **given)


def file_share(
    viewer: Viewer, firm: Subject, given: Mapping[str, Any], *, key: str,
    documents: Mapping[str, StoredFile] | None = None,
) -> TechnologyShare:  # fmt: skip
    """File a conversion; the rulebook judges it at once and again at acceptance.

    ``given`` holds the fields of :class:`TechnologyShare` that documents state, amounts in fen. Raises Refused with
    every fault: an appraisal used before, and whatever the verdict says against it.
    """
    acts_for(viewer, firm.organisation_id)
    faults = firm_faults(firm)
    one = draft(firm, given)
    if one.valued_on > clock.today():
        faults.append(Fault("valued_on", _("评估基准日不能晚于今天")))
    if any(getattr(one, name) < 0 for name in AMOUNTS):
        faults.append(Fault("", _("金额不能为负")))
    if not one.votes_all > 0 or one.votes_for > one.votes_all:
        faults.append(Fault("votes_for", _("同意的表决权数不能超过全部表决权数")))
    if faults:
        raise Refused(faults)

    def make(subject: Subject) -> TechnologyShare:
        one.subject = subject
        one.save(force_insert=True)
        return one

    made = begin(
        viewer, TYPE, name=f"{firm.name}技术股份折算", division=firm.division,
        organisation_id=firm.organisation_id, key=key, make=make, documents=documents,
        content={
            "asset": one.asset, "asset_value": money.yuan(one.asset_value, grouped=False),
            "share_value": money.yuan(one.share_value, grouped=False),
            "registered_capital": money.yuan(one.capital, grouped=False),
            "other_non_monetary": money.yuan(one.other_non_monetary, grouped=False),
        },
        twice=_("这份评估报告已用于另一件申报"),
    )  # fmt: skip
    return cast(TechnologyShare, made)
