"""The cases that wait for a firm's own people, for the first page they see."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from zhiwei.platform.accounts.viewer import Viewer
from zhiwei.platform.cases import queries, standing
from zhiwei.platform.cases.models import Case
from zhiwei.platform.cases.paying import why_claimed
from zhiwei.platform.cases.titles import named
from zhiwei.platform.cases.values import amount_words
from zhiwei.platform.kit import clock
from zhiwei.platform.kit.language import listed
from zhiwei.platform.ledger import queries as ledger
from zhiwei.platform.subjects.models import Subject
from zhiwei.platform.subjects.pages import Errand


def errands(viewer: Viewer, subject: Subject) -> Iterator[Errand]:
    """One errand for each running case in which the viewer can take a step that is neither giving up nor amending."""
    for case in Case.objects.filter(subject=subject, ended_at=None).order_by("opened_at"):
        steps = [
            one for one in queries.may_do(viewer, case) if not (one.withdraws or one.rejects or one.amends)
        ]
        if steps:
            about = _("%(title)s，办件 %(number)s") % {
                "title": named(case), "number": case.number,
            }  # fmt: skip
            if (reminder := case.reminders.first()) is not None and reminder.made_at >= standing.since(case):
                about = _("%(about)s，办理机关 %(day)s 提醒") % {
                    "about": about, "day": clock.day_of(reminder.made_at),
                }  # fmt: skip
            yield Errand(
                listed(str(one.words) for one in steps),
                about,
                reverse("cases:own-case", args=[case.pk]),
            )
    yield from _to_pay_back(viewer, subject)
    yield from _arrivals(viewer, subject)


def _to_pay_back(viewer: Viewer, subject: Subject) -> Iterator[Errand]:
    """One errand for each promise of which money is claimed back, with the reason."""
    for one in ledger.commitments(viewer).filter(subject=subject, receivable__gt=0).order_by("made_at"):
        asked = _("请退回 %(yuan)s") % {"yuan": amount_words(one.receivable)}
        yield Errand(asked, why_claimed(one), reverse("ledger:own-commitment", args=[one.pk]))


def _arrivals(viewer: Viewer, subject: Subject) -> Iterator[Errand]:
    """One errand for each payment of which the viewer has not yet said whether it came."""
    if not viewer.may("cases.voice", organisation_id=subject.organisation_id):
        return
    asked = Case.objects.filter(subject=subject, arrival__answer="").order_by("arrival__asked_at")
    for case in asked:
        about = _("%(title)s，办件 %(number)s") % {"title": named(case), "number": case.number}
        yield Errand(_("答复：钱收到了吗？"), about, reverse("cases:own-case", args=[case.pk]))
