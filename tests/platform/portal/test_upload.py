"""Facts in a file."""

from __future__ import annotations

import io
import json

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.platform.portal.pages import FIRM, row_of, text_of
from zhiwei.platform.portal import keeping

pytestmark = pytest.mark.django_db


def send(client: Client, name: str, content: bytes, **more: str) -> object:
    """Hand a file in for 2012-12-31."""
    data = {"file": SimpleUploadedFile(name, content), "as_of": "2012-12-31", "row": "1", **more}
    return client.post("/answer/file/", data)


def workbook(*rows: list[object]) -> bytes:
    """A workbook of one sheet."""
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True}) as book:
        sheet = book.add_worksheet("企业")
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
    return target.getvalue()


def test_json_and_yaml_as_the_command_reads_them(client: Client) -> None:
    facts = {**FIRM, "name": "杭州某某五金厂", "taxable_income": {"value": "60000", "source": "申报表"}}
    send(client, "facts.json", json.dumps({"entity": "enterprise", "facts": facts}).encode())
    assert "可以享受 少交 9,000 元" in row_of(client.get("/answer/"), "27.3")
    assert "某某" not in client.get("/answer/").content.decode()
    written = "\n".join(f"{name}: {value}" for name, value in FIRM.items())
    send(client, "facts.yaml", written.replace("60000", "60000.01").encode())
    assert "不能享受" in row_of(client.get("/answer/"), "27.3")


def test_a_row_of_a_workbook_with_chinese_headings_and_units(client: Client) -> None:
    heads = ["名称", "组织形式", "应纳税所得额（万元）", "税法行业类别", "从业人数（年度平均）", "资产总额（年度平均）（万元）",
             "国家限制或禁止行业", "征收方式", "高新技术企业证书有效"]  # fmt: skip
    first = ["甲", "有限责任公司", 40, "工业企业", 50, 800, "否", "查账征收", "否"]
    second = ["乙", "有限责任公司", 6, "工业企业", 50, 800, "否", "查账征收", "否"]
    content = workbook(heads, first, second)
    send(client, "firms.xlsx", content, row="2")
    assert "可以享受 少交 9,000 元" in row_of(client.get("/answer/"), "27.3")
    response = send(client, "firms.xlsx", content, row="3")
    assert "表里只有 2 行数据" in text_of(response)


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("facts.pdf", b"%PDF-1.4", "不接受这种文件"),
        ("facts.json", b"", "文件是空的"),
        ("facts.json", b"{", "不是有效的 JSON"),
        ("facts.json", b"[1]", "应为“名称: 值”的形式"),
        ("facts.json", b'{"employes": 3}', "是否应为“employees”"),
        ("facts.json", b'{"employees": "many", "founded_on": "2012-13-01"}', "“many”"),
        ("facts.xlsx", b"not a workbook", ""),
        ("facts.json", b"x" * (2 * 1024 * 1024 + 1), "文件太大"),
    ],
)
def test_what_cannot_be_read_is_refused_with_words(
    client: Client, name: str, content: bytes, words: str
) -> None:
    response = send(client, name, content)
    assert response.status_code == 422
    assert 'role="alert"' in response.content.decode()
    assert words in text_of(response)
    assert keeping.COOKIE not in client.cookies


def test_nothing_chosen_and_a_bad_row(client: Client) -> None:
    assert "请选择一个文件" in text_of(client.post("/answer/file/", {}))
    assert "应为正整数" in text_of(send(client, "facts.csv", "从业人员\n3\n".encode(), row="0"))
