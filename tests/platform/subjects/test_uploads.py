"""What is handed in on the page of imports and not taken; the template."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.platform.subjects.files import cells, staged, workbook
from tests.platform.subjects.people import HANGZHOU, XIHU, YIWU, subject, user
from zhiwei.platform.accounts.viewer import SYSTEM, Role
from zhiwei.platform.subjects.models import ImportBatch
from zhiwei.platform.subjects.pages import add_page, links_of
from zhiwei.platform.subjects.services.imports.reading import AgencyFile

GIVEN = {"source": "tax", "division": XIHU, "entity": "enterprise", "received_on": "2012-07-01"}


def handed_in(client: Client, name: str, data: bytes, **more: str) -> tuple[int, str]:
    answered = client.post("/office/imports/new/", {**GIVEN, **more, "file": SimpleUploadedFile(name, data)})
    return answered.status_code, answered.content.decode()


def bomb() -> bytes:
    """A workbook whose sheet unpacks to 300 MB of zeros."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook([["名称"], ["甲"]]))) as whole:
        parts = {name: whole.read(name) for name in whole.namelist()}
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in parts.items():
            packed.writestr(name, b"0" * 300_000_000 if "sheet1" in name else content)
    return target.getvalue()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("a.pdf", b"%PDF-1.4", "不接受这种文件"),
        ("a.xlsx", b"not a workbook", "文件的内容不是 xlsx"),
        ("a.csv", b"\x00\x01\x02", "这不是文本文件"),
        ("a.xlsx", b"", "空"),
        ("a.xls", b"\xd0\xcf\x11\xe0", "旧版 xls"),
    ],
)
def test_what_is_no_table_is_refused_in_plain_words(
    client: Client, name: str, data: bytes, said: str
) -> None:
    client.force_login(user(Role.COUNTY, XIHU))
    status, page = handed_in(client, name, data)
    assert status == 422
    assert said in page
    assert not ImportBatch.objects.exists()


@pytest.mark.django_db
def test_a_bomb_and_a_file_above_the_limit_are_refused(client: Client) -> None:
    client.force_login(user(Role.COUNTY, XIHU))
    assert "解压后过大" in handed_in(client, "a.xlsx", bomb())[1]
    assert "不能超过 40 MB" in handed_in(client, "a.csv", b"a,b\n" * (11 * 1024 * 1024))[1]


@pytest.mark.django_db
def test_a_broken_table_is_faulty_not_an_error(client: Client) -> None:
    client.force_login(user(Role.COUNTY, XIHU))
    assert handed_in(client, "a.csv", "没有这列\n1\n".encode())[0] == 302
    batch = ImportBatch.objects.get()
    assert batch.state == "faulty"
    assert {d["code"] for d in batch.columns} == {"unknown_column", "no_identifying_column"}
    page = client.get(f"/office/imports/{batch.pk}/")
    assert "没有能认出主体的列" in page.content.decode()
    assert client.get(f"/office/imports/{batch.pk}/marked/").status_code == 200


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("role", "division", "more"),
    [
        (Role.COUNTY, XIHU, {"division": YIWU}),
        (Role.COUNTY, XIHU, {"division": HANGZHOU}),
        (Role.TAX, XIHU, {"source": "statistics"}),
        (Role.COUNTY, XIHU, {"source": "self"}),
        (Role.COUNTY, XIHU, {"received_on": "2999-01-01"}),
        (Role.COUNTY, XIHU, {"entity": "bank"}),
    ],
)
def test_a_form_that_asks_for_more_than_one_may(
    client: Client, role: Role, division: str, more: dict[str, str]
) -> None:
    client.force_login(user(role, division))
    assert handed_in(client, "a.csv", "名称,从业人员\n甲,1\n".encode(), **more)[0] == 422
    assert not ImportBatch.objects.exists()


@pytest.mark.django_db
def test_a_formula_in_a_name_stays_text(client: Client, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    batch = staged(path, '名称,从业人员\n"=HYPERLINK(""http://x"")",三\n', SYSTEM)
    from zhiwei.platform.subjects.services.imports.marking import marked

    data = marked(batch, path)
    assert cells(data, "数据")[1][0] == '=HYPERLINK("http://x")'
    with zipfile.ZipFile(io.BytesIO(data)) as whole:
        assert b"<f>" not in whole.read("xl/worksheets/sheet1.xml")


@pytest.mark.django_db
def test_the_template_is_read_without_a_fault(client: Client, tmp_path: Path) -> None:
    client.force_login(user(Role.COUNTY, XIHU))
    answered = client.get("/office/imports/template/enterprise.xlsx")
    path = tmp_path / "模板.xlsx"
    path.write_bytes(answered.content)
    assert AgencyFile(path, "xlsx", "enterprise").defects == []
    assert client.get("/office/imports/template/bank.xlsx").status_code == 404


@pytest.mark.django_db
def test_rooms_above_hand_in_links(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("zhiwei.platform.subjects.pages._pages", [])
    add_page("看判定", lambda s: f"/x/{s.pk}/" if s.entity == "enterprise" else None, office=True)
    firm = subject()
    assert links_of(firm, office=True) == [("看判定", f"/x/{firm.pk}/")]
    assert links_of(firm, office=False) == []
