"""The site as a whole: every page that can be reached works, nothing personal is shown, machines find their way."""

from __future__ import annotations

import re
from urllib.parse import urldefrag, urljoin, urlsplit

import pytest
from django.test import Client

from tests.platform.decisions.papers import in_effect
from tests.platform.portal.pages import answer_url, text_of
from zhiwei.platform.subjects.models import Enquiry, Subject

SKIPPED = re.compile(r"^/(static|accounts|api)/")
"""Files, log-in and the interface for programs have tests of their own."""


def links(page: str, base: str) -> set[str]:
    """Addresses of this site on a page, without the part after #."""
    found = set()
    for raw in re.findall(r'<a [^>]*href="([^"]+)"', page):
        address = urldefrag(urljoin(base, raw.replace("&amp;", "&")))[0]
        if urlsplit(address).netloc == "testserver" and not SKIPPED.match(urlsplit(address).path):
            found.add(address)
    return found


@pytest.mark.large
@pytest.mark.django_db
def test_every_page_that_can_be_reached_from_the_first_works(client: Client) -> None:
    in_effect()
    seen: dict[str, int] = {}
    waiting = ["http://testserver/", "http://testserver" + answer_url("2012-12-31")]
    while waiting:
        address = waiting.pop()
        if address in seen:
            continue
        parts = urlsplit(address)
        response = client.get(parts.path + (f"?{parts.query}" if parts.query else ""), follow=True)
        seen[address] = response.status_code
        if response.streaming:  # a list to take away
            assert b"".join(response.streaming_content)
        kind = response.get("Content-Type", "")
        if not kind.startswith("text/html"):
            continue
        # of pages that differ in their question only, a few stand for all
        fresh = links(response.content.decode(), address)
        shapes: dict[str, int] = {}
        for known in seen:
            shapes[_shape(known)] = shapes.get(_shape(known), 0) + 1
        waiting += [one for one in sorted(fresh) if one not in seen and shapes.get(_shape(one), 0) < 12]
    broken = {address: code for address, code in seen.items() if code != 200}
    assert broken == {}
    assert len(seen) > 150


def _shape(address: str) -> str:
    """What pages of one kind have in common."""
    parts = urlsplit(address)
    path = re.sub(r"/[^/]*\d[^/]*(?=/|$)|(?<=/parameters/)[^/]+|(?<=/documents/)[^/]+", "/*", parts.path)
    return path + ("?" if parts.query else "")


@pytest.mark.django_db
def test_anonymous_pages_show_nothing_personal(client: Client) -> None:
    person = Subject.objects.create(
        entity="enterprise",
        name="张三丰",
        personal_name=True,
        division="330106",
        legal_form="individual_business",
    )
    Enquiry.objects.create(
        subject=person,
        difficulty="finance",
        division="330106",
        title="张三丰借不到钱",
        text="电话 13812345678",
    )
    in_effect()
    for path in (
        "/",
        "/difficulty/finance/",
        "/search/?q=张三丰",
        "/law/27.2",
        "/decisions/",
        "/find/",
        "/sitemap.xml",
    ):
        response = client.get(path)
        shown = response.content.decode().replace('value="张三丰"', "").replace("“张三丰”", "")
        assert "13812345678" not in shown, path
        assert "张三丰" not in re.sub(r"<title>.*?</title>", "", shown), path
    assert "归入这一难的咨询和诉求：1 件" in text_of(client.get("/difficulty/finance/"))
    assert "户现在存续的企业和机构" in text_of(client.get("/"))


@pytest.mark.django_db
def test_the_home_page_counts_what_holds_now(client: Client) -> None:
    assert "还没有登记的地方决定" in text_of(client.get("/"))
    in_effect()
    text = text_of(client.get("/"))
    assert "西政发〔2012〕18号" in text
    assert "0 份现行地方决定，来自 0 个地方" in text  # that one ended with 2015
    in_effect(sentence="28.3", fills={"directed_limit": "500000"}, document="西政发〔2026〕1号", to_day=None,
              division="330782")  # fmt: skip
    assert "1 份现行地方决定，来自 1 个地方" in text_of(client.get("/"))


@pytest.mark.django_db
def test_pages_cost_few_queries(client: Client, django_assert_max_num_queries: object) -> None:
    in_effect()
    for path, most in (("/", 6), ("/law/", 2), ("/law/27.3", 3), ("/parameters/", 2), ("/documents/", 2), (answer_url("2012-12-31"), 5)):  # fmt: skip
        client.get(path)
        with django_assert_max_num_queries(most):  # type: ignore[operator]
            client.get(path)


@pytest.mark.django_db
def test_machines_find_their_way(client: Client) -> None:
    robots = client.get("/robots.txt").content.decode()
    assert "Disallow: /answer/" in robots
    assert "Sitemap: http://testserver/sitemap.xml" in robots
    listed = re.findall(r"<loc>(.*?)</loc>", client.get("/sitemap.xml").content.decode())
    assert "http://testserver/law/27.3" in listed
    assert len(listed) == len(set(listed)) > 500
    for address in listed[:: len(listed) // 40]:
        assert client.get(urlsplit(address).path).status_code == 200, address


@pytest.mark.django_db
def test_pages_say_what_they_are_and_where_they_stand(client: Client) -> None:
    page = client.get("/law/27.3").content.decode()
    assert '<link rel="canonical" href="http://testserver/law/27.3">' in page
    assert '<meta name="description" content="对年应纳税所得额低于6万元' in page
    assert '<meta name="robots" content="noindex">' in client.get(answer_url("2012-12-31")).content.decode()


@pytest.mark.django_db
def test_an_unknown_page_leads_on(client: Client) -> None:
    response = client.get("/no/such/page/")
    assert response.status_code == 404
    assert 'href="/search/"' in response.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize(
    "address",
    [
        "/answer/?legal_form=limited_company&as_of=0001-01-01",
        "/answer/?legal_form=limited_company&as_of=9999-12-31",
        "/answer/compare/?legal_form=limited_company&from=0001-01-01&to=9999-12-31",
        "/answer/?revenue@2011=5&revenue=7&revenue@2012=8&as_of=2012-06-30",
        "/answer/?revenue@x=5",
        "/answer/?..=5",
        "/answer/?bidder.revenue=5&entity=bid",
        "/answer/?entity=nope&legal_form=limited_company",
        "/answer/?legal_form=limited_company&d=99999999999999999999",
        "/answer/?legal_form=limited_company&d=%C2%B2",
        "/answer/?measure=27.3",
        "/answer/?t=a:b:c",
        "/answer/?taxable_income=" + "9" * 3000,
        "/answer/?taxable_income=1e400",
        "/answer/pdf/?taxable_income=x",
        "/find/ask/?fact=..",
        "/find/ask/?fact=revenue@zzz",
        "/find/ask/?fact=industry_code&in=ZZ&q=%00",
        "/find/ask/?fact=employees&legal_form=bad",
        "/find/?entity=%00",
        "/search/?q=%00%22%20OR%20*",
        "/search/?q=" + "a" * 3000,
        "/parameters/?as_of=0001-01-01&q=%00",
        "/documents/%00/",
        "/law/99.1",
        "/difficulty/x/",
    ],
)
def test_strange_addresses_end_in_a_page(client: Client, address: str) -> None:
    response = client.get(address)
    assert response.status_code in {200, 302, 400, 404, 422}
