"""Acts and reads are appended, in order, and a changed chain is found."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from django.db import transaction
from django.utils import translation

from tests.platform.accounts.people import official, viewer
from zhiwei.platform import audit
from zhiwei.platform.accounts.rights import Viewer
from zhiwei.platform.accounts.roles import Role
from zhiwei.platform.audit import anchors, log, queries, reads
from zhiwei.platform.audit.models import Act, AppendOnly, Reading

pytestmark = pytest.mark.django_db


def test_an_act_says_who_what_and_where() -> None:
    who = viewer(official(Role.COUNTY, "330106", "王珂"))
    act = log.record(
        who, "decisions.draft", kind="filing", key="x1", division="330106", detail={"元": 3, "a": ["b"]}
    )
    stored = Act.objects.get()
    assert (stored.seq, stored.name, stored.act, stored.key, stored.division) == (
        1, "王珂", "decisions.draft", "x1", "330106",
    )  # fmt: skip
    assert stored.office == "县级经办330106（县级经办）"
    assert stored.detail == {"元": 3, "a": ["b"]}
    assert stored.hash == act.hash
    assert audit.verify() is None


def test_a_reading_is_found_by_its_record() -> None:
    who = viewer(official())
    with reads.gathering():
        reads.reveal(who, kind="subject", key="s1", fields=["phone"], why="电话核实")
        reads.reveal(who, kind="subject", key="s2", fields=["phone"])
        assert Reading.objects.count() == 0
    assert Reading.objects.count() == 1
    assert [r.items[0]["why"] for r in queries.who_looked("subject", "s1")] == ["电话核实"]
    assert not queries.who_looked("subject", "s3")
    assert audit.verify() is None


def test_rows_are_not_changed_through_the_models() -> None:
    act = log.record(viewer(official()), "x", kind="k", key="1")
    for attempt in (
        act.delete,
        act.save,
        Act.objects.all().delete,
        lambda: Act.objects.update(name="x"),
        lambda: Act.objects.bulk_update([act], ["name"]),
    ):
        with pytest.raises(AppendOnly, match="审计记录只能追加，不能修改或删除"):
            attempt()
    assert Act.objects.get().name == act.name


def test_a_float_has_no_exact_form() -> None:
    with pytest.raises(TypeError, match=r"float 0\.5 cannot stand in an audit row"):
        log.record(viewer(official()), "x", kind="k", key="1", detail={"rate": 0.5})
    assert not Act.objects.exists()


def test_the_audit_speaks_chinese_to_whomever() -> None:
    who = viewer(official())
    with translation.override("en"):
        log.record(who, "x", kind="k", key="1")
    assert Act.objects.get().office == "县级经办330106（县级经办）"


def test_what_is_too_long_is_refused_on_every_database() -> None:
    with pytest.raises(ValueError, match="kind of an audit row has at most 40 characters"):
        log.record(viewer(official()), "x", kind="k" * 41, key="1")


def test_acts_held_back_are_written_in_order_when_the_block_ends() -> None:
    who, detail = viewer(official()), {"n": 1}
    with transaction.atomic():
        with log.at_the_end():
            assert log.record(who, "x", kind="k", key="1", detail=detail) is None
            detail["n"] = 2  # what is said is said
            with log.at_the_end():
                log.record(who, "x", kind="k", key="2")
            assert not Act.objects.filter(act="x").exists()
        assert [(one.key, one.detail) for one in Act.objects.filter(act="x").order_by("seq")] == [
            ("1", {"n": 1}), ("2", {}),
        ]  # fmt: skip
    assert log.record(who, "x", kind="k", key="3") is not None


def _stopped(who: Viewer) -> None:
    with log.at_the_end():
        log.record(who, "x", kind="k", key="1")
        raise ValueError("stop")


def test_acts_held_back_are_lost_with_their_block() -> None:
    who = viewer(official())
    with pytest.raises(ValueError, match="stop"):
        _stopped(who)
    assert not Act.objects.filter(act="x").exists()
    assert log.record(who, "x", kind="k", key="2") is not None


def test_acts_held_back_take_the_head_of_the_chain_once(django_assert_num_queries: Any) -> None:
    who = viewer(official())
    log.record(who, "x", kind="k", key="0")
    each, head = 1, 2  # the row itself; the head read and written
    with django_assert_num_queries(3 * each + head), transaction.atomic(savepoint=False), log.at_the_end():
        for key in "123":
            log.record(who, "x", kind="k", key=key)
    kept = Act.objects.filter(act="x").order_by("seq")
    assert [one.key for one in kept] == ["0", "1", "2", "3"]
    assert [one.seq for one in kept] == list(range(kept[0].seq, kept[0].seq + 4))
    assert audit.verify() is None


def test_rows_committed_together_are_anchored_by_the_last_and_by_the_first_of_each_day() -> None:
    identity = str(uuid4())
    rows = [
        anchors.Anchor("acts", identity, seq, f"{seq:064}", f"2013-06-0{day}T23:59:59.000000Z")
        for seq, day in ((1, 3), (2, 3), (3, 4), (4, 4))
    ]
    anchors.note(rows)
    assert [one.seq for one in anchors.known("acts", identity)] == [1, 3, 4]
    anchors.note(rows[:2])  # committed before, told of late
    assert [one.seq for one in anchors.known("acts", identity)] == [1, 3, 4]
