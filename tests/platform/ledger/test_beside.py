"""What stands beside a commitment: others on its basis, its case, lists and receipt, values still to be checked."""

from __future__ import annotations

import csv
import io
from collections.abc import Collection, Iterator

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.platform.answers.test_receipt_pages import DAY, kept
from tests.platform.decisions.papers import in_effect
from tests.platform.ledger.test_pages import logged_in
from tests.platform.ledger.world import HANGZHOU, YUAN, committed, fund, official
from zhiwei.platform.accounts.viewer import SYSTEM
from zhiwei.platform.answers.codes import code_of
from zhiwei.platform.kit import clock
from zhiwei.platform.ledger import services, upwards
from zhiwei.platform.ledger.services import Basis

pytestmark = pytest.mark.django_db
SAME = Basis("invoice", "03300121-00812345")


@pytest.fixture(autouse=True)
def _on_the_day() -> Iterator[None]:
    with clock.stopped(DAY):
        yield


def _file(client: Client, query: str = "") -> list[dict[str, str]]:
    answer = client.get(f"/office/commitments/?export=csv&{query}")
    return list(csv.DictReader(io.StringIO(b"".join(answer).decode("utf-8-sig"))))  # type: ignore[arg-type]


def test_commitments_on_one_basis_name_each_other_whatever_their_sentence_and_level() -> None:
    here, above = fund(1000 * YUAN), fund(1000 * YUAN, level="city", division=HANGZHOU, purposes=["15.1"])
    one = committed(here, 300 * YUAN, basis=SAME)
    two = committed(above, 200 * YUAN, basis=SAME, sentence="15.1", subject=one.subject)
    alone = committed(here, 100 * YUAN)
    county, city = logged_in(), logged_in(HANGZHOU)
    page = county.get(f"/office/commitments/{one.pk}/").content.decode()
    assert f"已承诺 · 市级 · {above} 200.00 元 · 第 15.1 句" in page  # of another place: told, not linked
    page = city.get(f"/office/commitments/{two.pk}/").content.decode()
    assert f'县级 · <a href="/office/commitments/{one.pk}/">{here} 300.00 元</a> · 第 27.2 句' in page
    page = county.get(f"/office/commitments/{alone.pk}/").content.decode()
    assert "<h2>同一凭据的其他承诺</h2><p>没有。</p>" in page
    assert {row["金额（元）"] for row in _file(city)} == {"300.00", "200.00", "100.00"}
    assert {row["金额（元）"] for row in _file(city, "alike=on")} == {"300.00", "200.00"}


def test_the_file_leads_on_to_list_and_receipt_and_names_what_is_still_to_be_checked() -> None:
    in_effect()
    receipt = kept()
    there, maker = fund(1000 * YUAN), official()
    resting = committed(there, 300 * YUAN, receipt=receipt.pk)
    committed(there, 200 * YUAN)
    made = services.make_payment_list(maker, there, [resting], key="L")
    client = logged_in()
    with_receipt, without = sorted(_file(client), key=lambda row: row["金额（元）"], reverse=True)
    assert (with_receipt["回执核验码"], with_receipt["付款清单"]) == (code_of(receipt.pk), made.number)
    assert "地方分享比例" in with_receipt["尚待核对的依据"]
    assert {without[name] for name in ("办件编号", "回执核验码", "付款清单", "尚待核对的依据")} == {""}
    page = client.get(f"/office/commitments/{resting.pk}/").content.decode()
    assert f"金额所依据的数值尚待核对：{with_receipt['尚待核对的依据']}。" in page


def test_the_words_of_bases_are_asked_for_together_on_every_list(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[set[str]] = []

    def words(keys: Collection[str]) -> dict[str, str]:
        asked.append(set(keys))
        return {key: f"试验凭据 {key}" for key in keys}

    monkeypatch.setitem(upwards._kept, "trial", words)
    there, client, maker = fund(1000 * YUAN), logged_in(), official()
    promised = [committed(there, 10 * YUAN, basis=Basis("trial", key)) for key in ("甲", "乙", "丙")]
    made = services.make_payment_list(maker, there, promised, key="L")
    for address in (
        f"/office/ledger/{there.pk}/",
        f"/office/ledger/{there.pk}/?export=csv",
        "/office/commitments/",
        "/office/commitments/?export=csv",
        f"/office/payments/{made.pk}/",
        f"/office/payments/{made.pk}/?export=csv",
    ):
        asked.clear()
        answer = client.get(address)
        page = b"".join(answer).decode("utf-8-sig")  # type: ignore[arg-type]
        assert [f"试验凭据 {key}" in page for key in ("甲", "乙", "丙")] == [True] * 3, address
        assert asked == [{"甲", "乙", "丙"}], address
    assert upwards.basis_text("trial", "甲") == "试验凭据 甲"


def test_the_file_tells_why_each_was_released_and_asks_for_all_reasons_at_once() -> None:
    there, client, asked = fund(1000 * YUAN), logged_in(), []
    committed(there, 900 * YUAN)
    _file(client)
    for told in (("企业放弃",), ("金额有误", "重复申报")):
        for reason in told:
            services.release(SYSTEM, committed(there, 10 * YUAN), key=reason, reason=reason)
        with CaptureQueriesContext(connection) as queries:
            reasons = [row["释放的事由"] for row in _file(client)]
        asked.append((sorted(reasons), len(queries)))
    (first, few), (later, many) = asked
    assert (first, later) == (["", "企业放弃"], ["", "企业放弃", "重复申报", "金额有误"])
    assert few == many
