"""Experts, platforms and agencies of the demonstration stand in every state that their pages tell apart."""

from __future__ import annotations

from collections import Counter

import pytest

from zhiwei.platform.agencies import intensity, queries
from zhiwei.platform.agencies.models import Body, Listing, Platform
from zhiwei.platform.experts import queries as advice
from zhiwei.platform.experts.models import Booking, Expert, Question, Session
from zhiwei.platform.kit import clock

pytestmark = pytest.mark.django_db


@pytest.mark.large
def test_questions_and_sessions_are_in_all_states(province: None) -> None:
    states = Counter(Question.objects.values_list("case__state", flat=True))
    assert states == {"answered": 6, "asked": 2, "at_county": 1, "at_province": 1}
    assert advice.unanswered(Question.objects.all()).count() == 2
    assert advice.published().count() == 2
    assert Counter(Booking.objects.values_list("state", flat=True)) == {"booked": 2, "held": 2, "missed": 1}
    assert Session.objects.filter(state="cancelled").count() == 1
    assert advice.coming().count() == 3
    for one in Expert.objects.all():
        assert all(q.field in {e.field for e in one.expertise.all()} for q in advice.questions_for(one))


def test_platforms_and_bodies_are_in_all_states(province: None) -> None:
    today = clock.today()
    assert {one.subject.name for one in queries.late_platforms(queries.platforms(), today)} == {
        "余杭区示例技术服务中心", "义乌市示例创业服务平台",
    }  # fmt: skip
    assert (queries.open_list().count(), Platform.objects.exclude(closed_on=None).count()) == (3, 1)
    assert Counter(Body.objects.values_list("state", flat=True)) == {
        "linked": 2,
        "separated": 2,
        "converted": 1,
    }
    assert queries.late_bodies(queries.bodies(), today).count() == 3
    assert Listing.objects.count() == 1


def test_research_is_published_for_five_years(province: None) -> None:
    years = intensity.years()
    assert years == list(range(clock.today().year - 5, clock.today().year))
    for year in years:
        shares = intensity.of_year(year)
        assert len(shares) == 6
        assert all(one.value is not None and 0 < one.value < 1 for one in shares)
