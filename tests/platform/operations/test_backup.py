"""Backups: whole under writes, believed only after every byte was compared, put back only in an empty place."""

from __future__ import annotations

import hashlib
import json
import zipfile
from pathlib import Path

import pytest

from tests.cli.call import zhiwei
from tests.platform.operations.conftest import Installation, new_database
from zhiwei.cli.operations.archive import Damaged, verify

pytestmark = pytest.mark.database

WRITER = """
import io, itertools, sys
from django.core.files.base import ContentFile
from django.db import transaction
from zhiwei.platform.accounts.viewer import SYSTEM
from zhiwei.platform.kit import search, uploads
from zhiwei.platform.subjects.services import add_fact, create_subject
search.index("x", "1", "水利基金减免")
for n in itertools.count():
    with transaction.atomic():
        subject = create_subject(SYSTEM, entity="enterprise", name=f"杭州第{n:06d}号五金有限公司", division="330106")
        add_fact(SYSTEM, subject, "employees", str(n), source="tax")
        file = ContentFile(f"a,b\\n{n},2\\n".encode(), name=f"{n}.csv")
        uploads.keep(uploads.check(file, {"csv"}))
    print(n, flush=True)
"""
COUNT = """
import json
from zhiwei.platform.audit.models import Act
from zhiwei.platform.kit import search
from zhiwei.platform.kit.models import StoredFile
from zhiwei.platform.kit.uploads import path_of
from zhiwei.platform.subjects.models import FactRecord, Subject
import hashlib
files = list(StoredFile.objects.all())
print(json.dumps({
    "names": sorted(Subject.objects.values_list("name", flat=True)),
    "facts": sorted(int(v) for v in FactRecord.objects.filter(name="employees").values_list("value", flat=True)),
    "acts": Act.objects.filter(kind="subject").count(),
    "files": sorted(int(f.name.split(".")[0]) for f in files),
    "searched": [h.key for h in search.search("减免", kinds=["x"])],
    "sound": all(hashlib.sha256(path_of(f).read_bytes()).hexdigest() == f.sha256 for f in files),
}))
"""
FILL = WRITER.replace("itertools.count()", "range(5)").replace("print(n, flush=True)", "pass")


def manifest(backup: Path) -> dict[str, object]:
    """What a backup says of itself."""
    with zipfile.ZipFile(backup) as archive:
        found: dict[str, object] = json.loads(archive.read("manifest.json"))
    return found


def digests(backup: Path) -> dict[str, object]:
    """Every table and file with its hash; what passes with every start is left out."""
    told = manifest(backup)
    members = told["members"]
    assert isinstance(members, dict)
    files = {name: one["sha256"] for name, one in members.items() if name.startswith("files/")}
    return {"tables": told["tables"], "files": files}


def restore(backup: Path, place: Installation) -> str:
    """Put a backup in its place."""
    database = ["--database", place.database] if place.database else []
    return place.zhiwei("restore", backup, "--into", place.data, *database)


@pytest.mark.large
def test_a_backup_under_writes_loses_and_doubles_nothing_and_what_it_holds_is_found(
    installation: Installation, empty: Installation, tmp_path: Path
) -> None:
    writer = installation.start("manage", "shell", "--no-imports", "-v", "0", "-c", WRITER)
    assert writer.stdout is not None
    for _ in range(5):
        before = int(writer.stdout.readline())
    backup = tmp_path / "zhiwei.zip"
    installation.zhiwei("backup", backup)
    after = int(writer.stdout.readline())
    writer.kill()
    after = max([after, *map(int, writer.communicate()[0].split())]) + 1  # the one that was under way
    assert "与清单一致" in restore(backup, empty)
    found = json.loads(empty.python(COUNT))
    count = len(found["names"])
    assert before < count <= after + 1
    assert found["names"] == [f"杭州第{n:06d}号五金有限公司" for n in range(count)]
    assert found["facts"] == found["files"] == list(range(count))
    assert found["acts"] == 2 * count
    assert found["sound"]
    assert found["searched"] == ["1"]
    again = tmp_path / "again.zip"
    empty.zhiwei("backup", again)
    assert digests(again) == digests(backup)
    empty.zhiwei("manage", "verify_audit")


@pytest.mark.large
def test_a_restored_installation_goes_on(
    installation: Installation, empty: Installation, tmp_path: Path
) -> None:
    installation.python(FILL)
    installation.zhiwei("backup", tmp_path / "a.zip")
    restore(tmp_path / "a.zip", empty)
    empty.python(FILL.replace("第{n", "第二{n").replace("range(5)", "range(5, 8)"))
    found = json.loads(empty.python(COUNT))
    assert found["facts"] == list(range(8))
    empty.zhiwei("manage", "verify_audit")


@pytest.fixture(scope="session")
def sound(_migrated: Installation, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A whole backup of an installation with a little in it."""
    path = tmp_path_factory.mktemp("backup") / "sound.zip"
    _migrated.zhiwei("backup", path)
    return path


def contents(path: Path) -> dict[str, bytes]:
    """Every member's content."""
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_no_changed_byte_goes_unseen(sound: Path, tmp_path: Path) -> None:
    """Wherever a byte is changed, the backup is refused, or (in a date, a padding) nothing it holds is other."""
    whole, before = sound.read_bytes(), contents(sound)
    damaged = tmp_path / "damaged.zip"
    refused = 0
    for at in range(0, len(whole), max(1, len(whole) // 400)):
        damaged.write_bytes(whole[:at] + bytes([whole[at] ^ 0x55]) + whole[at + 1 :])
        try:
            verify(damaged)
        except Damaged:
            refused += 1
        else:
            assert contents(damaged) == before, at
    assert refused > 250


def test_a_damaged_backup_is_refused_with_its_place_and_nothing_written(sound: Path, tmp_path: Path) -> None:
    damaged = tmp_path / "damaged.zip"
    with zipfile.ZipFile(sound) as archive:
        info = max(archive.infolist(), key=lambda one: one.compress_size)
    content = bytearray(sound.read_bytes())
    content[info.header_offset + info.compress_size // 2] ^= 0xFF
    damaged.write_bytes(content)
    called = zhiwei("restore", damaged, "--into", tmp_path / "y")
    assert (called.code, called.err.splitlines()[0]) == (
        1,
        f"备份不可用：{info.filename}：内容已损坏。没有写入任何内容。",
    )
    assert sorted(tmp_path.iterdir()) == [damaged]


@pytest.mark.parametrize("kept", [0.2, 0.999])
def test_a_cut_backup_is_refused(sound: Path, tmp_path: Path, kept: float) -> None:
    cut = tmp_path / "cut.zip"
    cut.write_bytes(sound.read_bytes()[: int(sound.stat().st_size * kept)])
    assert "没有写完" in zhiwei("restore", cut, "--into", tmp_path / "y").err


def rewritten(source: Path, target: Path, change: dict[str, bytes | None]) -> None:
    """A backup with some members changed (None: left out)."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w") as new:
        for name in [*old.namelist(), *(name for name in change if name not in old.namelist())]:
            content = change[name] if name in change else old.read(name)
            if content is not None:
                new.writestr(name, content)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"rows/kit.job.jsonl": b'{"id": 1}\n'}, "rows/kit.job.jsonl：内容已损坏"),
        ({"rows/kit.job.jsonl": None}, "rows/kit.job.jsonl：缺失"),
        ({"rows/more.jsonl": b""}, "rows/more.jsonl：不在清单中"),
        ({"../../evil": b""}, "../../evil：不在清单中"),
        ({"manifest.json": None}, "缺少清单"),
        ({"manifest.json": b"{}"}, "manifest.json：内容已损坏"),
    ],
)
def test_an_altered_backup_is_refused(
    sound: Path, tmp_path: Path, change: dict[str, bytes | None], said: str
) -> None:
    rewritten(sound, tmp_path / "altered.zip", change)
    called = zhiwei("restore", tmp_path / "altered.zip", "--into", tmp_path / "y")
    assert (called.code, said in called.err) == (1, True)
    assert not (tmp_path / "y").exists()


def test_a_backup_of_a_newer_version_is_refused(sound: Path, tmp_path: Path, empty: Installation) -> None:
    told = manifest(sound)
    assert isinstance(told["migrations"], list)
    told["migrations"].append(["kit", "9999_later"])
    text = json.dumps(told).encode()
    seal = hashlib.sha256(text).hexdigest().encode()
    rewritten(sound, tmp_path / "newer.zip", {"manifest.json": text, "manifest.sha256": seal})
    database = ["--database", empty.database] if empty.database else []
    said = empty.zhiwei("restore", tmp_path / "newer.zip", "--into", empty.data, *database, code=1)
    assert "kit.9999_later" in said
    assert not empty.data.exists()


def test_a_folder_that_holds_something_is_left_alone(sound: Path, tmp_path: Path) -> None:
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "mine").write_text("mine")
    called = zhiwei("restore", sound, "--into", tmp_path / "full")
    assert (called.code, "不是空文件夹" in called.err) == (1, True)
    assert [path.name for path in (tmp_path / "full").iterdir()] == ["mine"]


def test_a_database_that_holds_something_is_left_alone(
    installation: Installation, sound: Path, tmp_path: Path
) -> None:
    if not installation.database:
        pytest.skip("on SQLite the database is in the folder")
    place = Installation(tmp_path / "y", installation.database)
    said = place.zhiwei("restore", sound, "--into", place.data, "--database", place.database, code=1)
    assert "数据库不是空的" in said


def test_a_file_is_not_written_over(tmp_path: Path) -> None:
    (tmp_path / "there.zip").write_text("mine")
    assert "不会覆盖" in zhiwei("backup", tmp_path / "there.zip").err
    assert (tmp_path / "there.zip").read_text() == "mine"


def test_the_key_goes_along_unless_told_otherwise(installation: Installation, tmp_path: Path) -> None:
    installation.zhiwei("backup", tmp_path / "with.zip")
    installation.zhiwei("backup", tmp_path / "without.zip", "--without-key")
    names = [zipfile.ZipFile(tmp_path / name).namelist() for name in ("with.zip", "without.zip")]
    assert ["files/secret-key" in found for found in names] == [True, False]
    assert (tmp_path / "with.zip").stat().st_mode & 0o077 == 0


def test_a_check_reads_and_writes_nothing(sound: Path, tmp_path: Path) -> None:
    assert "完好" in zhiwei("restore", sound, "--into", tmp_path / "y", "--check").out
    assert not (tmp_path / "y").exists()


def test_from_one_database_to_the_other(installation: Installation, tmp_path: Path) -> None:
    if not installation.database:
        pytest.skip("needs PostgreSQL")
    installation.python(FILL)
    installation.zhiwei("backup", tmp_path / "postgres.zip")
    sqlite = Installation(tmp_path / "sqlite")
    restore(tmp_path / "postgres.zip", sqlite)
    assert json.loads(sqlite.python(COUNT)) == json.loads(installation.python(COUNT))
    sqlite.zhiwei("backup", tmp_path / "sqlite.zip")
    back = Installation(tmp_path / "back", new_database())
    restore(tmp_path / "sqlite.zip", back)
    back.zhiwei("backup", tmp_path / "again.zip")
    assert digests(tmp_path / "again.zip") == digests(tmp_path / "postgres.zip")
