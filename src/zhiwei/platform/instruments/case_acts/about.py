"""What the room says of its cases on their pages: the resource and its price, the grade and what it allows, the amounts."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from zhiwei.platform.accounts.viewer import Viewer
from zhiwei.platform.cases.about import Line, about
from zhiwei.platform.cases.models import Case
from zhiwei.platform.instruments import tables
from zhiwei.platform.instruments.case_acts.recognition import compliance
from zhiwei.platform.instruments.models import Recognised
from zhiwei.platform.kit.money import short


@about("instrument_booking")
def _booking(_viewer: Viewer, case: Case) -> Iterator[Line]:
    """Which resource of which platform, when, and what it costs."""
    one = case.instrument_booking
    yield Line(_("资源"), one.resource.title, reverse("instruments:resource", args=[one.resource_id]))
    yield Line(_("平台"), one.platform.subject.name, reverse("instruments:platform", args=[one.platform_id]))
    if one.slot:
        yield Line(_("时段"), str(one.slot))
    yield Line(_("应付"), _("%(fen)s 元") % {"fen": short(one.price)} if one.price else _("免费"))
    if one.reason:
        yield Line(_("拒绝理由"), f"{one.get_reason_display()}：{one.explanation}")
    if one.used_on:
        used = _("%(day)s，%(n)s 分钟") % {"day": one.used_on, "n": one.minutes}
        yield Line(_("使用记录"), used)


@about("platform_review")
def _review(viewer: Viewer, case: Case) -> Iterator[Line]:
    """Score and grade with the page that computes them again, and the money they allow."""
    one = case.platform_review
    said = _("%(points)s 分，%(grade)s") % {
        "points": tables.points(one.score), "grade": one.get_grade_display(),
    }  # fmt: skip
    address = reverse("instruments:office-review", args=[case.pk]) if viewer.is_official else ""
    yield Line(_("%(year)s 年度绩效考核") % {"year": one.year}, said, address)
    yield Line(_("下年度经费上限"), _("%(fen)s 元") % {"fen": short(one.most)})


@about("platform_subsidy")
def _subsidy(_viewer: Viewer, case: Case) -> Iterator[Line]:
    """The formula with its inputs."""
    one = case.platform_subsidy
    yield Line(_("经双方确认的使用"), _("%(uses)s 次，%(n)s 分钟") % {"uses": one.uses, "n": one.minutes})
    yield Line(
        _("实绩补助标准"),
        _("每次 %(use)s 元，每小时 %(hour)s 元，每年最多 %(most)s 元（%(document)s）") % {
            "use": short(one.rate.per_use), "hour": short(one.rate.per_hour), "most": short(one.rate.yearly_most),
            "document": one.rate.document,
        },
    )  # fmt: skip
    yield Line(_("补助金额"), _("%(fen)s 元") % {"fen": short(one.fen)})


@about("platform_recognition")
def _recognition(_viewer: Viewer, case: Case) -> Iterator[Line]:
    """Which recognition, whether it is a renewal, and what 19.4 says of the price list."""
    yield Line(_("认定"), str(Recognised(case.content["kind"]).label))
    yield Line(_("申报或复审"), _("复审") if case.data.get("renewal") else _("首次申报"))
    verdict = tables.VERDICTS.get(compliance(case))
    if verdict:
        address = reverse("instruments:platform", args=[case.subject_id])
        yield Line(_("对小微企业的价格"), str(verdict[0]), address)
