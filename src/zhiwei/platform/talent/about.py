"""What the pages of a case say of its record: between whom, how much, and where it stands in full. No person is named."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from zhiwei.platform.accounts.viewer import Viewer
from zhiwei.platform.cases.about import Line, about
from zhiwei.platform.cases.models import Case
from zhiwei.platform.kit.money import short
from zhiwei.platform.talent import queries
from zhiwei.platform.talent.kinds import KINDS, kind_of, record_of
from zhiwei.platform.talent.models import EquityAward, Secondment, SpareTime, Split, TechnologyShare


def lines(viewer: Viewer, case: Case) -> Iterator[Line]:
    """Unit and firm, the amount that matters, and the record's page as the viewer may open it."""
    record = record_of(case.subject_id)
    match record:
        case Secondment():
            yield Line(_("原单位"), record.unit.name)
            yield Line(_("接收企业"), record.firm.name)
            if record.kept_until:
                yield Line(_("人事关系保留到期日"), record.kept_until.isoformat())
        case SpareTime():
            yield Line(_("创办的企业"), record.firm.name)
        case TechnologyShare():
            yield Line(_("折算为技术股份的金额"), _("%(fen)s 元") % {"fen": short(record.share_value)})
        case Split():
            yield Line(_("所得收益"), _("%(fen)s 元") % {"fen": short(record.proceeds)})
        case EquityAward():
            yield Line(_("股权所在企业"), record.company.name)
        case None:
            return
    address = reverse("talent:record", args=[record.pk])
    if viewer.is_official and queries.placed(viewer, kind_of(record)).filter(pk=record.pk).exists():
        address = reverse("talent:office-record", args=[record.pk])
    yield Line(_("详情"), _("打开"), address)


for _kind in KINDS:
    about(_kind.name)(lines)
