"""The way of a filing: who may do what, what is refused, what takes effect when."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils.translation import override

from tests.platform.decisions.papers import (
    HANGZHOU,
    XIHU,
    YIWU,
    ZHEJIANG,
    content,
    ended,
    in_effect,
    submitted,
    viewer,
)
from zhiwei.platform.accounts.rights import ANONYMOUS, SYSTEM
from zhiwei.platform.accounts.roles import Role
from zhiwei.platform.audit.models import Act
from zhiwei.platform.decisions import endings, permissions, queries, services
from zhiwei.platform.decisions.models import Ending, Filing, State
from zhiwei.platform.decisions.services import Refused
from zhiwei.platform.kit import clock

pytestmark = pytest.mark.django_db
DAY = date(2012, 6, 1)


@pytest.fixture(autouse=True)
def _on_the_day() -> object:
    with clock.stopped(DAY):
        yield


def shares(as_of: date = DAY, known_on: date | None = None) -> list[tuple[str, Fraction | None]]:
    return [
        (d.division, d.fills.get("reward_share")) for d in queries.in_force(as_of=as_of, known_on=known_on)
    ]


def test_nothing_holds_before_the_approval() -> None:
    maker = viewer()
    filing = services.draft(maker, content())
    assert shares() == []
    filing = services.submit(maker, filing.pk, revision=filing.revision)
    assert (filing.state, shares()) == (State.SUBMITTED, [])
    filing = services.approve(viewer(), filing.pk, revision=filing.revision)
    assert (filing.state, filing.filed_on) == (State.APPROVED, DAY)
    assert shares() == [(XIHU, Fraction(1, 2))]


def test_its_maker_may_not_approve_or_return_it() -> None:
    maker = viewer()
    filing = submitted(maker)
    with pytest.raises(Refused, match="填报人不能复核自己填报的决定，请由另一位经办人复核"):
        services.approve(maker, filing.pk, revision=filing.revision)
    with pytest.raises(Refused, match="填报人不能复核"):
        services.return_(maker, filing.pk, ["不对"], revision=filing.revision)
    assert shares() == []


def test_whoever_changed_it_last_is_its_maker() -> None:
    first, second = viewer(), viewer()
    filing = services.draft(first, content())
    filing = services.revise(second, filing.pk, {"title": "关于奖励的意见"}, revision=filing.revision)
    filing = services.submit(second, filing.pk, revision=filing.revision)
    with pytest.raises(Refused, match="填报人不能复核"):
        services.approve(second, filing.pk, revision=filing.revision)
    assert services.approve(first, filing.pk, revision=filing.revision).state == State.APPROVED


@pytest.mark.parametrize(
    ("division", "role", "allowed"),
    [
        (XIHU, Role.COUNTY, True),
        (HANGZHOU, Role.CITY, True),
        (ZHEJIANG, Role.PROVINCE, True),
        (YIWU, Role.COUNTY, False),
        ("330700", Role.CITY, False),
        (XIHU, Role.FINANCE, False),
        (XIHU, Role.AUDITOR, False),
    ],
)
def test_the_check_is_made_in_the_division_or_above(division: str, role: Role, allowed: bool) -> None:
    filing = submitted(viewer())
    checker = viewer(division, role)
    if allowed:
        assert services.approve(checker, filing.pk, revision=filing.revision).state == State.APPROVED
    else:
        with pytest.raises(PermissionDenied, match="您只能办理本地区的决定"):
            services.approve(checker, filing.pk, revision=filing.revision)


@pytest.mark.parametrize("division", [YIWU, HANGZHOU, ZHEJIANG])
def test_a_county_files_for_itself_only(division: str) -> None:
    with pytest.raises(PermissionDenied):
        services.draft(viewer(), content(division=division))
    assert not Filing.objects.exists()


def test_a_county_cannot_move_its_filing_to_another() -> None:
    maker = viewer()
    filing = services.draft(maker, content())
    with pytest.raises(PermissionDenied):
        services.revise(maker, filing.pk, {"division": YIWU}, revision=filing.revision)
    filing.refresh_from_db()
    assert filing.division == XIHU


def test_a_county_cannot_touch_the_filing_of_another() -> None:
    filing, other = submitted(viewer()), viewer(YIWU)
    for act in (
        lambda: services.revise(other, filing.pk, {"title": "x"}, revision=filing.revision),
        lambda: services.submit(other, filing.pk, revision=filing.revision),
        lambda: services.return_(other, filing.pk, ["x"], revision=filing.revision),
        lambda: services.withdraw(other, filing.pk, "x", revision=filing.revision),
    ):
        with pytest.raises(PermissionDenied):
            act()
    assert Filing.objects.get().state == State.SUBMITTED


def test_nobody_files_without_an_office() -> None:
    with pytest.raises(PermissionDenied):
        services.draft(ANONYMOUS, content())


def test_a_return_names_all_that_is_wrong_once() -> None:
    maker, checker = viewer(), viewer()
    filing = submitted(maker)
    with pytest.raises(Refused, match="请一次写明全部退回理由"):
        services.return_(checker, filing.pk, ["  "], revision=filing.revision)
    filing = services.return_(checker, filing.pk, ["文号不清", " 缺扫描件 ", ""], revision=filing.revision)
    assert (filing.state, filing.defects) == (State.RETURNED, ["文号不清", "缺扫描件"])
    with pytest.raises(Refused, match="这份决定现为“已退回”"):
        services.return_(checker, filing.pk, ["再退"], revision=filing.revision)
    filing = services.submit(maker, filing.pk, revision=filing.revision)
    assert (filing.state, filing.defects) == (State.SUBMITTED, [])


def test_who_returned_a_filing_may_change_it_and_is_its_maker_then() -> None:
    maker, checker = viewer(), viewer()
    filing = submitted(maker)
    filing = services.return_(checker, filing.pk, ["文号不清"], revision=filing.revision)
    filing = services.revise(checker, filing.pk, {"title": "关于奖励的意见"}, revision=filing.revision)
    filing.refresh_from_db()
    assert (filing.made_by_id, filing.checked_by_id, filing.checked_at) == (checker.user_id, None, None)
    assert filing.defects == ["文号不清"]
    returned = Act.objects.get(act="decisions.return", key=str(filing.pk))
    assert returned.actor_id == checker.user_id
    filing = services.submit(checker, filing.pk, revision=filing.revision)
    with pytest.raises(Refused, match="填报人不能复核"):
        services.approve(checker, filing.pk, revision=filing.revision)


def test_a_change_seen_by_nobody_is_not_approved() -> None:
    filing, checker = submitted(viewer()), viewer()
    with pytest.raises(Refused, match="这份决定刚被他人修改，请刷新后再办"):
        services.approve(checker, filing.pk, revision=filing.revision - 1)


def test_what_is_in_effect_cannot_be_changed() -> None:
    filing = in_effect()
    with pytest.raises(Refused, match="现为“已生效”"):
        services.revise(viewer(), filing.pk, {"fills": {"reward_share": "1"}}, revision=filing.revision)
    assert shares() == [(XIHU, Fraction(1, 2))]


def test_two_of_one_day_conflict_until_one_replaces_the_other() -> None:
    old = in_effect()
    with pytest.raises(Refused, match=r"都作了决定.*如系更正，请在“替代”一栏选择原决定"):
        submitted(viewer(), document="西政发〔2012〕19号", fills={"reward_share": "0.6"})
    with override("en"):  # what is kept is kept in Chinese, whatever the official reads
        new = in_effect(document="西政发〔2012〕19号", fills={"reward_share": "0.6"}, replaces=old)
    old.refresh_from_db()
    assert (old.state, old.close_reason) == (State.SUPERSEDED, "由 西政发〔2012〕19号 替代")
    assert (new.state, shares()) == (State.APPROVED, [(XIHU, Fraction(3, 5))])


def test_a_successor_from_a_later_day_leaves_the_days_before() -> None:
    old = in_effect()
    with clock.stopped(date(2013, 5, 20)):
        in_effect(
            document="西政发〔2013〕7号", fills={"reward_share": "1"}, from_day=date(2013, 7, 1), replaces=old
        )
        now = queries.in_force(as_of=date(2013, 6, 30))
        before = queries.in_force(as_of=date(2013, 6, 30), known_on=date(2013, 5, 19))
    assert [(d.starts, d.ends, d.fills["reward_share"]) for d in now] == [
        (date(2012, 1, 1), date(2013, 6, 30), Fraction(1, 2)),
        (date(2013, 7, 1), date(2015, 12, 31), Fraction(1)),
    ]
    assert [(d.starts, d.ends) for d in before] == [(date(2012, 1, 1), date(2015, 12, 31))]


@pytest.mark.parametrize(
    ("known_on", "expected"),
    [
        (date(2012, 5, 31), []),
        (date(2012, 6, 1), [(XIHU, Fraction(1, 2))]),
        (date(2012, 6, 30), [(XIHU, Fraction(1, 2))]),
        (date(2012, 7, 1), []),
        (None, []),
    ],
)
def test_it_is_known_from_its_filing_to_its_withdrawal(known_on: date | None, expected: list[object]) -> None:
    filing = in_effect()
    with clock.stopped(date(2012, 7, 1)):
        ended(filing)
    with clock.stopped(date(2012, 7, 2)):
        assert shares(known_on=known_on) == expected


def test_an_end_keeps_the_days_before_it() -> None:
    filing = in_effect()
    ended(filing, "废止", date(2013, 1, 1))
    (decision,) = queries.in_force(as_of=date(2012, 12, 31))
    assert decision.ends == date(2012, 12, 31)


@pytest.mark.parametrize(
    ("reason", "day", "text"),
    [
        (" ", None, "请写明撤回理由"),
        ("废止", date(2011, 12, 31), "该日不在决定的适用期间内"),
        ("废止", date(2016, 1, 1), "该日不在决定的适用期间内"),
    ],
)
def test_a_withdrawal_has_a_reason_and_a_day_within(reason: str, day: date | None, text: str) -> None:
    filing = in_effect()
    with pytest.raises(Refused, match=text):
        endings.propose(viewer(), filing.pk, reason, revision=filing.revision, lapses_from=day)
    with pytest.raises(Refused, match=text):  # nor may the installation itself
        services.withdraw(SYSTEM, filing.pk, reason, revision=filing.revision, lapses_from=day)
    assert shares() == [(XIHU, Fraction(1, 2))]


def test_every_act_is_in_the_audit_log() -> None:
    filing = in_effect()
    ended(filing)
    acts = list(
        Act.objects.filter(kind="decision", key=str(filing.pk)).order_by("seq").values_list("act", flat=True)
    )
    assert acts == [
        "decisions.draft", "decisions.submit", "decisions.approve", "decisions.propose_end", "decisions.withdraw",
    ]  # fmt: skip
    assert set(Act.objects.values_list("division", flat=True)) == {XIHU}


def test_a_decision_on_paper_is_taken_over_with_its_own_day() -> None:
    made = services.take_over(SYSTEM, [content(filed_on=date(2012, 5, 2))])
    assert made[0].filed_on == date(2012, 5, 2)
    assert shares(known_on=date(2012, 5, 1)) == []
    assert shares(known_on=date(2012, 5, 2)) == [(XIHU, Fraction(1, 2))]
    assert services.take_over(
        viewer(ZHEJIANG, Role.PROVINCE), [content(division=YIWU, filed_on=date(2012, 5, 3))]
    )
    with pytest.raises(PermissionDenied):
        services.take_over(viewer(), [content(filed_on=date(2012, 5, 2))])


def test_taking_over_is_all_or_nothing() -> None:
    papers = [
        content(filed_on=date(2012, 5, 2)),
        content(filed_on=date(2012, 5, 2), division=YIWU, fills={"reward_share": "1.01"}),
    ]
    with pytest.raises(Refused, match="第 2 份：奖励比例"):
        services.take_over(SYSTEM, papers)
    assert not Filing.objects.exists()


def test_what_has_not_taken_effect_is_taken_back_by_its_office_alone() -> None:
    maker, colleague = viewer(), viewer()
    for other, role in (
        (XIHU, Role.FINANCE),
        (XIHU, Role.AUDITOR),
        (HANGZHOU, Role.CITY),
        (YIWU, Role.COUNTY),
    ):
        filing = submitted(maker)
        stranger = viewer(other, role)
        assert not permissions.may_close(stranger, filing)
        with pytest.raises(PermissionDenied):
            services.withdraw(stranger, filing.pk, "不要了", revision=filing.revision)
    with pytest.raises(PermissionDenied, match="还没有生效的决定只能由填报单位撤回；复核的经办人可以退回"):
        services.withdraw(viewer(XIHU, Role.FINANCE), filing.pk, "不要了", revision=filing.revision)
    assert set(Filing.objects.values_list("state", flat=True)) == {State.SUBMITTED}
    with pytest.raises(Refused, match="请写明撤回理由"):
        services.withdraw(maker, filing.pk, " ", revision=filing.revision)
    for own in (maker, colleague):
        filing = submitted(maker)
        assert permissions.may_close(own, filing)
        filing = services.withdraw(own, filing.pk, "填错", revision=filing.revision)
        assert (filing.state, filing.lapses_from, filing.filed_on) == (State.WITHDRAWN, None, None)
    money = submitted(viewer(XIHU, Role.FINANCE))
    assert (permissions.may_close(maker, money), permissions.may_close(viewer(XIHU, Role.FINANCE), money)) == (
        False, True,
    )  # fmt: skip


def test_a_decision_in_effect_ends_only_when_another_official_agrees() -> None:
    filing, first, second = in_effect(), viewer(), viewer()
    with pytest.raises(Refused, match="已生效的决定须由一人提出撤回、另一位经办人同意"):
        services.withdraw(first, filing.pk, "误报", revision=filing.revision)
    one = endings.propose(first, filing.pk, " 误报 ", revision=filing.revision)
    assert (one.state, one.reason, shares()) == ("waiting", "误报", [(XIHU, Fraction(1, 2))])
    with pytest.raises(Refused, match="已有一项撤回提议等待复核"):
        endings.propose(second, filing.pk, "误报", revision=filing.revision)
    with pytest.raises(Refused, match="提出人不能复核自己的提议，请由另一位经办人复核"):
        endings.agree(first, one.pk)
    for stranger in (viewer(XIHU, Role.FINANCE), viewer(YIWU), viewer(XIHU, Role.AUDITOR)):
        with pytest.raises(PermissionDenied):
            endings.agree(stranger, one.pk)
        with pytest.raises(PermissionDenied):
            endings.drop(stranger, one.pk, "不同意")
    assert shares() == [(XIHU, Fraction(1, 2))]
    filing = endings.agree(second, one.pk)
    assert (filing.state, filing.lapses_from, filing.close_reason) == (
        State.WITHDRAWN,
        date(2012, 1, 1),
        "误报",
    )
    assert (filing.closed_by_id, shares()) == (second.user_id, [])
    assert endings.agree(second, one.pk).revision == filing.revision  # again does nothing
    told = Act.objects.get(act="decisions.withdraw").detail
    assert (told["reason"], told["proposed_by"]) == ("误报", first.user_id)


def test_an_official_above_may_agree() -> None:
    filing = in_effect()
    one = endings.propose(viewer(), filing.pk, "废止", revision=filing.revision, lapses_from=date(2013, 1, 1))
    filing = endings.agree(viewer(HANGZHOU, Role.CITY), one.pk)
    assert (filing.state, filing.lapses_from) == (State.WITHDRAWN, date(2013, 1, 1))


def test_a_dropped_proposal_leaves_the_decision_and_another_may_follow() -> None:
    filing, first, second = in_effect(), viewer(), viewer()
    for who in (first, second):  # taken back by its maker, not agreed to by another
        one = endings.propose(first, filing.pk, "误报", revision=filing.revision)
        with pytest.raises(Refused, match="请写明理由"):
            endings.drop(who, one.pk, " ")
        one = endings.drop(who, one.pk, "文件没有问题")
        assert (one.state, one.dropped_why, one.decided_by_id) == ("dropped", "文件没有问题", who.user_id)
        with pytest.raises(Refused, match="这项提议现为“未办理”，不能再办理"):
            endings.agree(second, one.pk)
    assert shares() == [(XIHU, Fraction(1, 2))]
    assert Act.objects.filter(act="decisions.drop_end").count() == 2


def test_a_successor_overtakes_a_proposal() -> None:
    filing = in_effect()
    one = endings.propose(viewer(), filing.pk, "误报", revision=filing.revision)
    with clock.stopped(date(2012, 7, 1)):
        in_effect(document="西政发〔2012〕30号", replaces=filing)
    one.refresh_from_db()
    assert (one.state, one.dropped_why) == ("dropped", "由 西政发〔2012〕30号 替代")


def test_only_what_is_in_effect_is_proposed_to_end_and_by_officials() -> None:
    filing = submitted(viewer())
    with pytest.raises(Refused, match="这份决定现为“待复核”"):
        endings.propose(viewer(), filing.pk, "误报", revision=filing.revision)
    filing = services.approve(viewer(), filing.pk, revision=filing.revision)
    with pytest.raises(PermissionDenied):
        endings.propose(SYSTEM, filing.pk, "误报", revision=filing.revision)
    with pytest.raises(PermissionDenied):
        endings.propose(viewer(XIHU, Role.FINANCE), filing.pk, "误报", revision=filing.revision)
    filing = services.withdraw(SYSTEM, filing.pk, "误报", revision=filing.revision)
    assert (filing.state, filing.lapses_from, shares()) == (State.WITHDRAWN, date(2012, 1, 1), [])


def test_the_database_holds_that_two_end_it() -> None:
    filing, first = in_effect(), viewer()
    one = endings.propose(first, filing.pk, "误报", revision=filing.revision)
    with pytest.raises(IntegrityError), transaction.atomic():
        Ending.objects.filter(pk=one.pk).update(state="done", decided_by=first.user_id)
    with pytest.raises(IntegrityError), transaction.atomic():
        Ending.objects.create(filing=filing, reason="误报", made_by_id=first.user_id)


def test_what_waits_for_a_check_is_counted_for_those_who_may_check_it() -> None:
    maker = viewer()
    submitted(maker)
    filing = in_effect(document="西政发〔2012〕30号", sentence="15.2", fills={"service_subsidy_share": "0.5"})
    endings.propose(maker, filing.pk, "误报", revision=filing.revision)
    found = {
        name: (queries.to_check(one).count(), queries.endings_to_check(one).count())
        for name, one in {
            "maker": maker, "colleague": viewer(), "city": viewer(HANGZHOU, Role.CITY),
            "finance": viewer(XIHU, Role.FINANCE), "auditor": viewer(XIHU, Role.AUDITOR), "elsewhere": viewer(YIWU),
        }.items()
    }  # fmt: skip
    assert found == {
        "maker": (0, 0), "colleague": (1, 1), "city": (1, 1), "finance": (0, 0), "auditor": (0, 0), "elsewhere": (0, 0),
    }  # fmt: skip
