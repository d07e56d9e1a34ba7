"""A crash between any two statements of an act leaves nothing behind, and the act can be done again, once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import connection

from tests.platform.cases.test_steps import DAY, later, published, stepped
from tests.platform.cases.trial import counted, firm, opened, owner_of, reward_decided, viewer
from zhiwei.platform.accounts.roles import Role
from zhiwei.platform.answers.models import Receipt
from zhiwei.platform.audit.models import Act
from zhiwei.platform.cases import services
from zhiwei.platform.cases.models import Arrival, Case, Clock, Notice, Step
from zhiwei.platform.kit import clock

pytestmark = pytest.mark.django_db(transaction=True)


class Crash(Exception):
    """The power went."""


@contextmanager
def crash_at(number: int) -> Iterator[list[int]]:
    """Raise at the statement of this number (from 0); gives the count of statements that were asked for."""
    seen = [0]

    def wrapper(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        seen[0] += 1
        if seen[0] > number:
            raise Crash
        return execute(sql, params, many, context)

    with connection.execute_wrapper(wrapper):
        yield seen


def state() -> tuple[object, ...]:
    """All that an act may leave behind."""
    return (
        list(Case.objects.order_by("pk").values()), Step.objects.count(), list(Clock.objects.order_by("pk").values()),
        list(Notice.objects.order_by("pk").values()), Receipt.objects.count(), Act.objects.count(), Arrival.objects.count(),
    )  # fmt: skip


def every_crash(act: Callable[[], Any], limit: int = 200) -> int:
    """Crash an act at each of its statements in turn, then let it happen; gives the number of crashes."""
    before = state()
    for number in range(limit):
        try:
            with crash_at(number):
                act()
        except Crash:
            assert state() == before, f"statement {number} left something behind"
            continue
        return number
    raise AssertionError("the act has no end")


def test_opening() -> None:
    with clock.stopped(DAY):
        subject = firm()
        own = owner_of(subject)
        crashes = every_crash(lambda: opened(subject, own))
    assert crashes > 5
    assert (Case.objects.count(), Step.objects.count(), Clock.objects.count()) == (1, 1, 1)


def test_a_decision_with_a_receipt() -> None:
    with clock.stopped(DAY):
        reward_decided()
        case, by = opened(firm()), viewer()
        every_crash(lambda: services.act(by, case.pk, "check", revision=2))
        services.act(by, case.pk, "check", revision=2)  # the page did not see the answer and sends it again
    assert (Receipt.objects.count(), Step.objects.count()) == (1, 2)


def test_a_step_with_effect_and_notice() -> None:
    with clock.stopped(DAY):
        reward_decided()
        case, by = opened(firm()), viewer()
        case = stepped(case, viewer(), "check")
        every_crash(lambda: services.act(by, case.pk, "publish", revision=3))
    case.refresh_from_db()
    assert counted[str(case.pk)] > 1  # it ran again and again,
    assert case.data["count"] == 1  # and counts once
    assert Notice.objects.count() == 1


def test_the_end_of_a_notice() -> None:
    with clock.stopped(DAY):
        case = published()
    with clock.stopped(later(7)):
        for number in range(200):  # a run notes what failed and goes on
            with crash_at(number):
                try:
                    done = services.tick()
                except Crash:
                    continue
            if not done.failed:
                break
            case.refresh_from_db()
            assert (case.state, case.notices.get().state) == ("published", "running")
        case.refresh_from_db()
        assert (case.state, done.moved) == ("cleared", 1)
        case = services.act(viewer(Role.FINANCE), case.pk, "pay", revision=case.revision)
    assert (case.data["count"], Arrival.objects.count()) == (2, 1)
