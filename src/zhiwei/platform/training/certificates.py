"""The certificate of a proved attendance as PDF, and what anybody may check of it: the course, never the person."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from zhiwei.platform.accounts.divisions import name_of
from zhiwei.platform.training.models import Enrolment

TEMPLATE = "kit/document.typ"


def about(one: Enrolment) -> list[tuple[str, str]]:
    """What is public of it."""
    course = one.course
    days = f"{course.starts_on:%Y-%m-%d}"
    if course.ends_on != course.starts_on:
        days = f"{days} — {course.ends_on:%Y-%m-%d}"
    return [
        (_("证书编号"), one.number),
        (_("课程"), course.title),
        (_("领域"), str(course.get_topic_display())),
        (_("学时"), str(course.hours)),
        (_("日期"), days),
        (_("培训机构"), course.commission.body.name),
        (_("委托文号"), f"{name_of(course.commission.division)} {course.commission.document}"),
    ]


def document(one: Enrolment, address: str) -> dict[str, Any]:
    """The sheet as data; ``address`` is the whole address of its public check."""
    pairs = [[_("学员"), str(one.person)], [_("企业"), one.firm.name], *map(list, about(one))]
    said = _("参训由培训机构登记、学员本人确认，按浙政发〔2012〕47号第 %(id)s 句计入。")
    return {
        "title": _("小微企业经营者培训证书"),
        "blocks": [
            {"kind": "facts", "pairs": pairs},
            {"kind": "paragraph", "text": said % {"id": one.course.commission.kind}},
            {"kind": "hint", "text": _("核验地址（不显示个人信息）：%(address)s") % {"address": address}},
        ],
    }
