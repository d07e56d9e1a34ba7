"""Where an enrolment stands, in words and colours."""

from __future__ import annotations

from django.utils.translation import gettext as _

from zhiwei.platform.training.models import Course, Enrolment


def enrolment_words(one: Enrolment) -> str:
    """Where it stands as people say it."""
    if one.course.state == Course.State.CANCELLED:
        return _("课程已取消")
    if one.withdrawn_at:
        return _("已退出")
    if one.counts:
        return _("参训有证明，计入人次")
    if one.proved:
        return _("已参训，尚不计入")
    if one.present is False:
        return _("培训机构登记为未到")
    if one.present:
        return _("待本人确认")
    return _("已签到，待机构登记") if one.confirmed_at else _("已报名")


def enrolment_tag(one: Enrolment) -> str:
    """The kind of label for it."""
    if one.withdrawn_at or one.course.state == Course.State.CANCELLED:
        return "off"
    if one.counts:
        return "ok"
    if one.present is False:
        return "no"
    return "todo" if one.present or one.confirmed_at else "info"
