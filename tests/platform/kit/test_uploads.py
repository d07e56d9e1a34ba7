"""Files people hand in: taken for what they are, kept once, given out safely."""

from __future__ import annotations

import hashlib
import io
import os
import stat
import struct
import zipfile
import zlib
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import Http404
from django.test import Client, RequestFactory
from django.utils import translation

from tests.platform.accounts import people
from zhiwei.platform.cases.models.bulk import Bulk
from zhiwei.platform.kit import clock, uploads
from zhiwei.platform.kit.models import StoredFile
from zhiwei.platform.kit.uploads import Refused, unused, workbooks

ALL = {"xlsx", "csv", "pdf", "png", "jpg", "json", "yaml"}
PNG = (
    b"\x89PNG\r\n\x1a\n"
    + struct.pack(">I4sIIBBBBB", 13, b"IHDR", 4, 3, 8, 2, 0, 0, 0)
    + b"crc!"
    + b"\0\0\0\0IENDcrc!"
)
JPG = (
    b"\xff\xd8\xff\xe0\0\x10JFIF"
    + bytes(10)
    + b"\xff\xc0\0\x11\x08"
    + struct.pack(">HH", 3, 4)
    + bytes(10)
    + b"\xff\xd9"
)
PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n"


def workbook(rows: int = 3) -> bytes:
    book = openpyxl.Workbook()
    for number in range(rows):
        book.active.append([f"企业{number}", number])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def archive(parts: dict[str, bytes], **kwargs: Any) -> bytes:
    """An xlsx of hand-made parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, **kwargs) as made:
        for name, content in {"[Content_Types].xml": b"<a/>", "xl/workbook.xml": b"<b/>", **parts}.items():
            made.writestr(name, content)
    return out.getvalue()


def checked(name: str, content: bytes, **kwargs: Any) -> uploads.Checked:
    return uploads.check(SimpleUploadedFile(name, content), **{"allowed": ALL, **kwargs})


def refusal(name: str, content: bytes, **kwargs: Any) -> tuple[str, str]:
    with pytest.raises(Refused) as caught:
        checked(name, content, **kwargs)
    return caught.value.code, str(caught.value)


@pytest.mark.parametrize(
    ("name", "content", "kind", "encoding"),
    [
        ("表.xlsx", workbook(), "xlsx", None),
        ("A.PDF", PDF, "pdf", None),
        ("a.png", PNG, "png", None),
        ("a.jpeg", JPG, "jpg", None),
        ("a.csv", "名称,金额\n甲,1".encode(), "csv", "utf-8"),
        ("a.csv", "\ufeff名称".encode(), "csv", "utf-8-sig"),
        ("a.csv", "名称,𠮷".encode("gb18030"), "csv", "gb18030"),
        ("a.csv", "名称".encode("utf-16"), "csv", "utf-16"),
        ("a.json", b"{}", "json", "utf-8"),
        ("a.yml", b"a: 1", "yaml", "utf-8"),
    ],
)
def test_a_file_is_taken_for_what_it_is(name: str, content: bytes, kind: str, encoding: str | None) -> None:
    found = checked(name, content)
    assert (found.kind, found.encoding, found.size) == (kind, encoding, len(content))
    assert found.sha256 == hashlib.sha256(content).hexdigest()
    assert found.file.read() == content


def test_a_text_is_read_in_its_encoding() -> None:
    assert checked("a.csv", "名称,𠮷".encode("gb18030")).text() == "名称,𠮷"
    with pytest.raises(TypeError, match=r"a\.pdf is pdf, no text"):
        checked("a.pdf", PDF).text()


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("a.exe", b"MZ", "kind"),
        ("a", b"x", "kind"),
        ("a.xls", b"x", "kind"),
        ("a.xlsx", b"", "empty"),
        ("a.xlsx", PDF, "content"),
        ("a.xlsx", archive({})[:-30], "content"),
        ("a.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(100), "locked"),
        ("a.xlsx", archive({"xl/vbaProject.bin": b"x"}), "macros"),
        ("a.xlsx", archive({"xl/a.xml": b"<!DOCTYPE x [<!ENTITY y 'z'>]><x/>"}), "content"),
        ("a.pdf", PNG, "content"),
        ("a.pdf", PDF[:-8] + bytes(3000), "broken"),
        ("a.png", JPG, "content"),
        ("a.png", PNG[:30], "broken"),
        ("a.jpg", PDF, "content"),
        ("a.jpg", JPG[:-2], "broken"),
        ("a.csv", b"a,\0b", "encoding"),
        ("a.csv", b"\xff\xff\xff\xff", "encoding"),
        ("a.csv", PNG, "encoding"),
        ("a.csv", b"\xef\xbb\xbf\xff\xfe", "encoding"),
    ],
)
def test_what_is_not_what_it_says_is_refused(name: str, content: bytes, code: str) -> None:
    assert refusal(name, content)[0] == code


def test_a_kind_that_is_not_wanted_is_refused_in_both_languages() -> None:
    assert (
        refusal("a.png", PNG, allowed={"xlsx", "csv"})[1] == "不接受这种文件（a.png）；可以上传：csv、xlsx。"
    )
    with translation.override("en"):
        assert (
            refusal("a.png", PNG, allowed={"csv"})[1]
            == "This sort of file is not taken (a.png); you can upload: csv."
        )
    with pytest.raises(ValueError, match="no such kind of file: exe"):
        checked("a.exe", b"x", allowed={"exe"})


def test_fifty_megabytes_are_refused_in_plain_words() -> None:
    large = SimpleUploadedFile("a.csv", b"x")
    large.size = 50 * 1024 * 1024
    with pytest.raises(
        Refused, match=r"^文件太大（50 MB）；不能超过 20 MB。请分成几个文件，或删去不需要的内容后再上传。$"
    ):
        uploads.check(large, {"csv"})


@pytest.mark.parametrize(("size", "code"), [(99, None), (100, None), (101, "size")])
def test_the_limit_is_kept_also_where_the_size_is_not_told(size: int, code: str | None) -> None:
    file = io.BytesIO(b"x" * size)
    file.name = "a.csv"
    if code is None:
        assert uploads.check(file, {"csv"}, limit=100).size == size
    else:
        with pytest.raises(Refused):
            uploads.check(file, {"csv"}, limit=100)


def test_a_picture_of_too_many_pixels_is_refused() -> None:
    huge = PNG.replace(struct.pack(">II", 4, 3), struct.pack(">II", 12_000, 10_001))
    assert refusal("a.png", huge)[0] == "pixels"
    at_most = PNG.replace(struct.pack(">II", 4, 3), struct.pack(">II", 12_000, 10_000))
    assert checked("a.png", at_most).kind == "png"


def test_a_bomb_by_ratio_is_refused() -> None:
    """Eight megabytes of nothing pack a thousandfold."""
    assert refusal("a.xlsx", archive({"xl/s.xml": bytes(8 * 1024 * 1024)}))[0] == "bomb"
    assert checked("a.xlsx", archive({"xl/s.xml": bytes(workbooks.LARGE)})).kind == "xlsx"


def test_a_bomb_by_total_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    parts = {f"xl/{number}.xml": os.urandom(400) for number in range(3)}
    monkeypatch.setattr(workbooks, "MOST_BYTES", 1208)
    assert checked("a.xlsx", archive(parts)).kind == "xlsx"
    monkeypatch.setattr(workbooks, "MOST_BYTES", 1207)
    assert refusal("a.xlsx", archive(parts))[0] == "bomb"


def test_a_bomb_by_count_is_refused() -> None:
    many = {f"xl/{number}.xml": b"" for number in range(workbooks.MOST_PARTS - 2)}
    assert checked("a.xlsx", archive(many)).kind == "xlsx"
    assert refusal("a.xlsx", archive({**many, "xl/one-more.xml": b""}))[0] == "bomb"


def test_a_bomb_that_lies_about_its_size_is_refused() -> None:
    """The directory says ten bytes; the part unpacks to a megabyte."""
    whole = bytes(1024 * 1024)
    content = archive({"xl/s.xml": whole})
    assert content.count(struct.pack("<I", len(whole))) == 2
    lying = content.replace(struct.pack("<I", len(whole)), struct.pack("<I", 10))
    assert refusal("a.xlsx", lying)[0] == "bomb"


def test_a_bomb_whose_parts_share_bytes_is_refused() -> None:
    """Two entries of the directory point to one part, as in a bomb that unpacks a small kernel again and again."""
    content = archive({"xl/a.xml": b"aaaa", "xl/b.xml": b"bbbb"})
    found = {part.filename: part.header_offset for part in zipfile.ZipFile(io.BytesIO(content)).infolist()}
    moved = struct.pack("<I", found["xl/b.xml"]) + b"xl/b.xml"
    assert content.count(moved) == 1
    shared = content.replace(moved, struct.pack("<I", found["xl/a.xml"]) + b"xl/b.xml")
    assert refusal("a.xlsx", shared)[0] == "bomb"


def test_a_damaged_workbook_is_refused() -> None:
    noise = os.urandom(5000)
    content = archive({"xl/s.xml": noise}, compresslevel=0)
    place = content.index(noise[100:200])
    damaged = content[: place + 50] + bytes([content[place + 50] ^ 1]) + content[place + 51 :]
    assert zlib.crc32(damaged) != zlib.crc32(content)
    assert refusal("a.xlsx", damaged)[0] == "broken"


def test_a_large_honest_workbook_is_taken() -> None:
    assert checked("a.xlsx", workbook(20_000)).kind == "xlsx"


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("../../etc/passwd.csv", "passwd.csv"),
        ("C:\\x\\y.csv", "y.csv"),
        ("a\r\nb\0.csv", "a_b_.csv"),
        ("名 称.csv", "名 称.csv"),
    ],
)
def test_a_name_is_only_a_name(name: str, kept: str) -> None:
    file = io.BytesIO(b"x")
    file.name = name
    assert uploads.check(file, {"csv"}).name == kept


@pytest.mark.django_db
class TestKept:
    """Files in the data folder."""

    @pytest.fixture(autouse=True)
    def _folder(self, settings: Any, tmp_path: Path) -> None:
        settings.MEDIA_ROOT = tmp_path

    def test_equal_contents_lie_once_and_privately(self) -> None:
        one, two = (uploads.keep(checked(name, PDF)) for name in ("一.pdf", "二.pdf"))
        assert uploads.path_of(one) == uploads.path_of(two)
        assert (one.name, two.name) == ("一.pdf", "二.pdf")
        assert stat.S_IMODE(uploads.path_of(one).stat().st_mode) == 0o600
        assert stat.S_IMODE(uploads.path_of(one).parent.stat().st_mode) & 0o077 == 0
        with uploads.opened(one) as content:
            assert content.read() == PDF

    def test_the_content_goes_with_its_last_record(self, django_capture_on_commit_callbacks: Any) -> None:
        one, two = (uploads.keep(checked("a.pdf", PDF)) for _time in range(2))
        place = uploads.path_of(one)
        with django_capture_on_commit_callbacks(execute=True):
            uploads.discard(one)
        assert place.exists()
        with django_capture_on_commit_callbacks(execute=True):
            uploads.discard(two)
        assert not place.exists()

    def test_a_file_that_nothing_names_is_forgotten_after_a_month(
        self, django_capture_on_commit_callbacks: Any
    ) -> None:
        handed_in = datetime(2013, 3, 1, 9, 0, tzinfo=clock.ZONE)
        with clock.stopped(handed_in):
            loose, listed, held = (
                uploads.keep(checked(f"{n}.pdf", PDF + bytes(str(n), "ascii"))) for n in range(3)
            )
            Bulk.objects.create(
                file=held, type="reward", transition="open", origin="counter", made_by=people.person(),
                documents={"proof": str(listed.pk)},
            )  # fmt: skip
        place, month = uploads.path_of(loose), timedelta(days=30)
        for later, forgotten in ((month, 0), (month + timedelta(seconds=1), 1), (2 * month, 0)):
            with clock.stopped(handed_in + later), django_capture_on_commit_callbacks(execute=True):
                assert unused.sweep() == forgotten, later
            assert place.exists() is (later == month)
        assert set(StoredFile.objects.values_list("pk", flat=True)) == {listed.pk, held.pk}

    def test_a_download_is_a_download(self) -> None:
        answer = uploads.response(uploads.keep(checked('a"b.pdf', PDF)))
        assert answer["Content-Type"] == "application/pdf"
        assert answer["Content-Disposition"] == "attachment; filename=\"a_b.pdf\"; filename*=UTF-8''a_b.pdf"
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
        assert answer["Cache-Control"] == "private, no-store"
        assert b"".join(answer) == PDF
        answer.close()

    @pytest.mark.parametrize(
        ("name", "content", "way"),
        [("a.pdf", PDF, "inline"), ("a.png", PNG, "inline"), ("a.csv", b"x", "attachment")],
    )
    def test_only_what_runs_nothing_is_shown(self, name: str, content: bytes, way: str) -> None:
        answer = uploads.response(uploads.keep(checked(name, content)), inline=True)
        assert answer["Content-Disposition"].startswith(f"{way};")
        assert "script-src" not in answer["Content-Security-Policy"]
        assert answer["Content-Security-Policy"].startswith("default-src 'none';")
        assert ("sandbox" in answer["Content-Security-Policy"]) is (way == "attachment")
        answer.close()

    def test_who_may_not_have_it_learns_nothing(self) -> None:
        stored = uploads.keep(checked("a.pdf", PDF))
        request = RequestFactory().get("/")
        with pytest.raises(Http404):
            uploads.download(request, stored.pk, lambda _request, _stored: False)
        given = uploads.download(request, stored.pk, lambda _request, found: found == stored)
        assert given.status_code == 200
        given.close()

    def test_a_lost_content_is_not_found(self) -> None:
        stored = uploads.keep(checked("a.pdf", PDF))
        uploads.path_of(stored).unlink()
        with pytest.raises(Http404):
            uploads.response(stored)

    def test_a_kept_file_is_stated_in_the_database(self) -> None:
        stored = uploads.keep(checked("a.pdf", PDF))
        assert list(StoredFile.objects.values_list("name", "size", "kind", "uploaded_by")) == [
            ("a.pdf", len(PDF), "pdf", None)
        ]
        assert stored.sha256 == hashlib.sha256(PDF).hexdigest()


@pytest.mark.django_db
def test_a_body_beyond_measure_is_refused_before_it_is_read(client: Client, settings: Any) -> None:
    settings.LARGEST_BODY = 1000
    taken = client.post("/elder/", {"on": "1", "x": "x" * 500})
    refused = client.post("/elder/", {"on": "1", "x": "x" * 1000})
    problem = client.post("/api/v1/answer", "x" * 1001, content_type="application/json")
    assert (taken.status_code, refused.status_code, problem.status_code) == (302, 413, 413)
    assert "发来的内容太大" in refused.content.decode()
    assert problem.json()["status"] == 413
