"""告知书: sealed once, found again by its code and by its bytes, and telling strangers nothing about anybody."""

from __future__ import annotations

import json
import stat
from datetime import date
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
import zxingcpp
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import load_pem_public_key
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import translation

from tests.platform.answers import png
from tests.platform.answers.test_receipt_pages import NAME, county, kept
from tests.platform.decisions.papers import in_effect
from zhiwei.platform.accounts.rights import SYSTEM
from zhiwei.platform.answers import notices, packing
from zhiwei.platform.answers.models import Notice, Receipt
from zhiwei.platform.answers.signing import Signature, installation, signer
from zhiwei.platform.audit.models import Act
from zhiwei.platform.kit import clock, pdf

DAY = date(2012, 12, 31)
ADDRESS = "https://xw.example/check/{}/"


@pytest.fixture(autouse=True)
def _on_the_day(db: None, settings: Any) -> Any:
    settings.SECOND_FACTOR = False
    with clock.stopped(DAY):
        yield


@pytest.fixture
def receipt() -> Receipt:
    in_effect()
    return kept()


def downloaded(client: Client, address: str) -> bytes:
    response = client.get(address)
    assert response.status_code == 200
    return b"".join(response.streaming_content) if response.streaming else response.content


def public_key(client: Client) -> Ed25519PublicKey:
    key = load_pem_public_key(client.get("/check/key.pem").content)
    assert isinstance(key, Ed25519PublicKey)
    return key


def test_an_official_makes_it_and_anybody_verifies_it_with_the_public_key(
    receipt: Receipt, client: Client
) -> None:
    desk = county()
    page = desk.post(f"/receipts/{receipt.pk}/notice/", follow=True).content.decode()
    made = Notice.objects.get()
    assert f"/receipts/{receipt.pk}/notice/{made.pk}.pdf" in page
    content = downloaded(desk, f"/receipts/{receipt.pk}/notice/{made.pk}.pdf")
    signed = downloaded(desk, f"/receipts/{receipt.pk}/notice/{made.pk}.sig")
    assert content.startswith(b"%PDF-")
    assert len(signed) == 64
    public_key(client).verify(signed, content)
    with pytest.raises(InvalidSignature):
        public_key(client).verify(signed, content + b" ")


def test_it_is_made_once_for_each_language(receipt: Receipt) -> None:
    first = notices.seal(SYSTEM, receipt, ADDRESS.format(receipt.pk))
    assert notices.seal(SYSTEM, receipt, ADDRESS.format(receipt.pk)) == first
    with translation.override("en"):
        second = notices.seal(SYSTEM, receipt, ADDRESS.format(receipt.pk))
    assert first.sha256 != second.sha256
    assert Notice.objects.count() == 2
    assert [act.detail["sha256"] for act in Act.objects.filter(act="answers.notice").order_by("seq")] == [
        first.sha256, second.sha256,
    ]  # fmt: skip


def test_its_code_leads_to_the_check(receipt: Receipt) -> None:
    address = ADDRESS.format(receipt.pk)
    data = {"lang": "zh", "words": {"site": "", "made": "", "note": "", "page": ""}, "made": ""}
    data |= notices.document(receipt, address)
    pages = pdf._compiler().compile(
        pdf.ROOT / "answers" / "templates" / notices.TEMPLATE, format="png", ppi=110.0,
        sys_inputs={"data": json.dumps(data, default=str)},
    )  # fmt: skip
    read = [
        one.text
        for each in (pages if isinstance(pages, list) else [pages])
        for one in zxingcpp.read_barcodes(png.grey(each))
    ]
    assert read == [address]


def test_it_says_what_was_decided_and_what_the_signature_is_not(receipt: Receipt) -> None:
    told = notices.document(receipt, ADDRESS.format(receipt.pk))
    assert ["对象", NAME] in told["pairs"]
    (measure,) = told["measures"]
    assert (measure["value"], measure["tag"]) == ("可以享受 可得 1,600 元", "ok")
    assert any("可部分或全部奖励给企业" in quote for quote in measure["quotes"])
    assert any(row[0].startswith("应纳税所得额") for row in told["facts"]["rows"])
    assert any("不是行政机关的电子印章" in line for line in told["check"]["means"])


def test_the_check_tells_measure_verdict_day_and_place_and_no_more(receipt: Receipt, client: Client) -> None:
    page = client.get(f"/check/{receipt.pk}/").content.decode()
    for told in ("真实", "27.2", "可以享受", "2012-12-31", "西湖区"):
        assert told in page
    for kept_back in (NAME, "晨光", "1,600", "1600", "100,000", "100000", "应纳税所得额为", receipt.digest):
        assert kept_back not in page


def test_a_code_that_was_never_given_and_one_that_is_none(client: Client) -> None:
    response = client.get(f"/check/{uuid4()}/")
    assert response.status_code == 404
    assert "没有这份回执" in response.content.decode()
    assert client.get("/check/?code=123").status_code == 422
    code = uuid4()
    assert client.get(f"/check/?code= {code} ").headers["Location"] == f"/check/{code}/"
    assert client.get("/check/").status_code == 200


def test_a_receipt_changed_in_the_database_is_not_genuine(receipt: Receipt, client: Client) -> None:
    record = receipt.record
    record["answer"]["measures"][0]["verdict"] = "not_entitled"
    Receipt.objects.filter(pk=receipt.pk).update(packed=packing.pack(record, receipt.pattern.content))
    page = client.get(f"/check/{receipt.pk}/").content.decode()
    assert "不能确认" in page
    assert "27.2" not in page
    with pytest.raises(notices.Damaged, match="与保存时不一致"):
        notices.seal(SYSTEM, Receipt.objects.get(pk=receipt.pk), "")
    assert "与保存时不一致" in county().post(f"/receipts/{receipt.pk}/notice/", follow=True).content.decode()
    assert Notice.objects.count() == 0


def handed_in(client: Client, content: bytes) -> str:
    file = SimpleUploadedFile("告知书.pdf", content, "application/pdf")
    return client.post("/check/", {"file": file}).content.decode()


def test_the_file_itself_is_checked_byte_for_byte(receipt: Receipt, client: Client) -> None:
    made = notices.seal(SYSTEM, receipt, ADDRESS.format(receipt.pk))
    content = downloaded(county(), f"/receipts/{receipt.pk}/notice/{made.pk}.pdf")
    page = handed_in(client, content)
    assert "与出具时完全一致" in page
    assert NAME not in page
    assert "不是本平台出具的原件" in handed_in(client, content + b"\n")
    Notice.objects.filter(pk=made.pk).update(signature="A" * 86 + "==")
    assert "不是本平台出具的原件" in handed_in(client, content)
    assert "请选择要核验的" in client.post("/check/").content.decode()


def test_the_key_is_the_owners_alone_and_opens_under_its_secret_only(settings: Any, tmp_path: Path) -> None:
    settings.NOTICE_KEY = tmp_path / "notice-key.pem"
    made = signer().sign(b"paper")
    assert stat.S_IMODE(settings.NOTICE_KEY.stat().st_mode) == 0o600
    assert b"ENCRYPTED PRIVATE KEY" in settings.NOTICE_KEY.read_bytes()
    assert signer().verify(b"paper", made)
    assert not signer().verify(b"papers", made)
    assert not signer().verify(b"paper", Signature(made.signer, "0" * 64, made.text))
    assert not signer().verify(b"paper", Signature("another", made.key_id, made.text))
    settings.SECRET_KEY = "another"
    with pytest.raises(installation.KeyFailure, match="请恢复与它同时备份的 ZHIWEI_SECRET_KEY"):
        signer().sign(b"paper")


def test_a_former_key_is_believed_where_it_was_left(settings: Any, tmp_path: Path) -> None:
    settings.NOTICE_KEY = tmp_path / "old.pem"
    made, public = signer().sign(b"paper"), signer().public_key()
    settings.NOTICE_KEY = tmp_path / "new.pem"
    assert not signer().verify(b"paper", made)
    (tmp_path / "notice-keys").mkdir()
    (tmp_path / "notice-keys" / "2012.pem").write_bytes(public)
    assert signer().verify(b"paper", made)


class Stamp:
    """A signer of another kind, as an installation may bring its own."""

    name = "stamp"

    def sign(self, content: bytes) -> Signature:
        return Signature(self.name, "k1", str(sum(content)))

    def verify(self, content: bytes, signature: Signature) -> bool:
        return signature == self.sign(content)

    def file(self, signature: Signature) -> tuple[bytes, str]:
        return signature.text.encode(), "stamp"

    def public_key(self) -> bytes:
        return b"none"

    def means(self) -> list[str]:
        return ["用印系统加盖"]


def test_another_signer_takes_its_place(receipt: Receipt, client: Client, settings: Any) -> None:
    settings.NOTICE_SIGNER = f"{__name__}.Stamp"
    made = notices.seal(SYSTEM, receipt, ADDRESS.format(receipt.pk))
    assert (made.signer, made.key_id) == ("stamp", "k1")
    assert "用印系统加盖" in client.get(f"/check/{receipt.pk}/").content.decode()
    content = downloaded(county(), f"/receipts/{receipt.pk}/notice/{made.pk}.pdf")
    assert made.signature == str(sum(content))
