"""Whatever is done to a chain behind the platform's back is found, and where."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from pytest_django.fixtures import Settings

from tests.platform.accounts.people import official, viewer
from zhiwei.platform import audit
from zhiwei.platform.accounts.rights import SYSTEM
from zhiwei.platform.audit import anchors, canonical, chain, log, reads, verification
from zhiwei.platform.audit.models import Act, Head


def write(count: int = 6) -> None:
    """That many acts and as many reads."""
    who = viewer(official())
    for number in range(count):
        log.record(who, "x", kind="k", key=str(number), detail={"n": number})
        reads.reveal(who, kind="subject", key=f"s{number}", fields=["phone"])


def sql(statement: str, *values: object) -> None:
    """Something done in the database without the platform."""
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def rehash(first: int) -> None:
    """What a knowing forger does: compute all hashes anew from a row on, and the head."""
    rows = {row.seq: row for row in Act.objects.order_by("seq")}
    for seq in sorted(rows):
        if seq >= first:
            row = rows[seq]
            row.previous = rows[seq - 1].hash
            row.hash = canonical.digest(row.previous, chain.content_of(row))
            sql("UPDATE audit_act SET previous = %s, hash = %s WHERE seq = %s", row.previous, row.hash, seq)
    last = rows[max(rows)]
    sql("UPDATE audit_head SET seq = %s, hash = %s WHERE chain = 'acts'", last.seq, last.hash)


def exchange() -> None:
    """Give the third row the fourth's number and the other way round."""
    for here, there in ((3, 99), (4, 3), (99, 4)):
        sql("UPDATE audit_act SET seq = %s WHERE seq = %s", there, here)


COPY = "seq, at, actor_id, name, office, acting_for, origin, request, previous, hash, act, kind, key, division, content"
DAMAGES: dict[str, tuple[Callable[[], None], str]] = {
    "a changed detail": (
        lambda: sql("UPDATE audit_act SET content = %s WHERE seq = 3", '{"n":9}'),
        "acts 3: 内容已被改动",
    ),
    "a changed name": (lambda: sql("UPDATE audit_act SET name = 'x' WHERE seq = 3"), "acts 3: 内容已被改动"),
    "a changed moment": (
        lambda: sql("UPDATE audit_act SET at = (SELECT at FROM audit_act WHERE seq = 1) WHERE seq = 3"),
        "acts 3: 内容已被改动",
    ),
    "a changed hash": (
        lambda: sql("UPDATE audit_act SET hash = %s WHERE seq = 3", "0" * 64),
        "acts 3: 内容已被改动",
    ),
    "a removed row": (lambda: sql("DELETE FROM audit_act WHERE seq = 3"), "acts 3: 缺少记录，下一条是 4"),
    "a removed first row": (
        lambda: sql("DELETE FROM audit_act WHERE seq = 1"),
        "acts 1: 缺少记录，下一条是 2",
    ),
    "a cut-off end": (lambda: sql("DELETE FROM audit_act WHERE seq > 4"), "acts 5: 链头为 6"),
    "an inserted row": (
        lambda: sql(
            f"INSERT INTO audit_act ({COPY}) SELECT {COPY.replace('seq', '7', 1).replace('hash', '%s', 1)} "
            "FROM audit_act WHERE seq = 6",
            "1" * 64,
        ),
        "acts 7: 与上一条不相接",
    ),
    "two rows exchanged": (
        exchange,
        "acts 3: 与上一条不相接",
    ),
    "a head set back": (
        lambda: sql("UPDATE audit_head SET seq = 5 WHERE chain = 'acts'"),
        "acts 7: 链头为 5",
    ),
    "a lost head": (lambda: sql("DELETE FROM audit_head WHERE chain = 'acts'"), "acts 1: 没有链头"),
    "a changed reading": (
        lambda: sql("UPDATE audit_reading SET content = '[]' WHERE seq = 2"),
        "reads 2: 内容已被改动",
    ),
    "a reading lost from the index": (
        lambda: sql("DELETE FROM audit_readitem WHERE reading_id = 4"),
        "reads 4: 查阅索引与记录不符",
    ),
    "a reading given another record": (
        lambda: sql("UPDATE audit_readitem SET key = 's9' WHERE reading_id = 4"),
        "reads 4: 查阅索引与记录不符",
    ),
}


@pytest.mark.django_db
@pytest.mark.parametrize("damage", DAMAGES)
def test_damage_is_found_where_it_is(damage: str) -> None:
    write()
    assert audit.verify() is None
    harm, told = DAMAGES[damage]
    harm()
    fault = verification.first_fault()
    assert fault is not None
    assert str(fault).startswith(told)
    assert audit.verify() == fault.seq
    with pytest.raises(CommandError, match=told):
        call_command("verify_audit")


@pytest.fixture
def _anchored(settings: Settings, tmp_path: Path, transactional_db: None) -> Iterator[None]:
    settings.AUDIT_ANCHORS = tmp_path
    write()
    assert audit.verify() is None
    return


@pytest.mark.usefixtures("_anchored")
def test_a_chain_computed_anew_differs_from_its_anchors() -> None:
    sql("UPDATE audit_act SET content = %s WHERE seq = 3", '{"n":9}')
    rehash(3)
    assert str(verification.first_fault()).startswith("acts 6: 与库外锚点不符")


@pytest.mark.usefixtures("_anchored")
def test_a_chain_cut_off_with_its_head_is_shorter_than_its_anchors() -> None:
    sql("DELETE FROM audit_act WHERE seq > 4")
    rehash(5)
    assert str(verification.first_fault()).startswith("acts 5: 末尾被截去，锚点到 6")


@pytest.mark.usefixtures("_anchored")
def test_an_anchor_rewritten_with_another_key_is_not_believed() -> None:
    newest, _daily = anchors.paths("acts", str(Head.objects.get(chain="acts").identity))
    said = json.loads(newest.read_text())
    newest.write_text(canonical.text(said | {"hash": "0" * 64}) + "\n")
    assert str(verification.first_fault()).startswith("acts 0: 锚点文件不可信")


@pytest.mark.usefixtures("_anchored")
def test_a_digest_kept_elsewhere_finds_what_anchors_beside_the_database_do_not(
    settings: Settings, tmp_path: Path
) -> None:
    out = StringIO()
    call_command("verify_audit", "--json", stdout=out)
    kept = tmp_path / "kept.jsonl"
    kept.write_text(out.getvalue())
    call_command("verify_audit", "--against", str(kept), stdout=StringIO())
    log.record(SYSTEM, "x", kind="k", key="later")
    call_command("verify_audit", "--against", str(kept), stdout=StringIO())

    settings.AUDIT_ANCHORS = tmp_path / "lost"  # the forger took the anchors too
    sql("UPDATE audit_act SET content = %s WHERE seq = 3", '{"n":9}')
    rehash(3)
    assert audit.verify() is None
    with pytest.raises(CommandError, match="acts 6: differs from"):
        call_command("verify_audit", "--against", str(kept))


@pytest.mark.usefixtures("_anchored")
def test_a_day_has_one_lasting_anchor_and_the_newest_row_another() -> None:
    newest, daily = anchors.paths("acts", str(Head.objects.get(chain="acts").identity))
    assert [anchors.read(line).seq for line in daily.read_text().splitlines()] == [1]
    assert anchors.read(newest.read_text()).seq == 6
    assert newest.stat().st_mode & 0o077 == 0


@pytest.mark.django_db(transaction=True)
def test_what_is_rolled_back_was_never_written() -> None:
    write(2)
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        _ = 1 // (log.record(SYSTEM, "x", kind="k", key="undone").seq - 3)
    log.record(SYSTEM, "x", kind="k", key="done")
    assert list(Act.objects.order_by("seq").values_list("seq", "key")) == [(1, "0"), (2, "1"), (3, "done")]
    assert audit.verify() is None


@pytest.mark.django_db
def test_an_empty_audit_agrees() -> None:
    assert audit.verify() is None
    call_command("verify_audit", stdout=StringIO(), stderr=StringIO())


@pytest.mark.django_db
@pytest.mark.parametrize("text", ["nul\x00nul", "half \ud800 pair", "＜繁體𠮷", "=1+1", "a" * 5000])
def test_any_text_is_kept_and_agrees(text: str) -> None:
    log.record(SYSTEM, "x", kind="k", key="1", detail={"text": text})
    kept = Act.objects.get().detail["text"]
    assert kept == text.replace("\x00", "\ufffd").replace("\ud800", "?")
    assert audit.verify() is None


@pytest.mark.usefixtures("_anchored")
def test_anchors_that_cannot_be_written_undo_nothing(
    settings: Settings, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    settings.AUDIT_ANCHORS = tmp_path / "full"
    settings.AUDIT_ANCHORS.write_text("a file where a folder should be")
    log.record(SYSTEM, "x", kind="k", key="kept")
    assert Act.objects.filter(key="kept").exists()
    assert "on_commit" in caplog.text
