"""Addresses that only take a form: what a browser sees that opens one, and where the switches of a refused form lead."""

from __future__ import annotations

import re

import pytest
from django.test import Client, RequestFactory

from tests.platform.accounts.people import official
from zhiwei.platform.accounts.roles import Role
from zhiwei.platform.kit import ways_back

pytestmark = pytest.mark.django_db
KEY = "00000000-0000-0000-0000-000000000001"
SENT_ONLY = [
    ("/office/programmes/begin/", "/office/programmes/"),
    (f"/office/cases/{KEY}/assign/", f"/office/cases/{KEY}/"),
    (f"/office/decisions/{KEY}/withdraw/", f"/office/decisions/{KEY}/"),
    (f"/office/ledger/{KEY}/close/", f"/office/ledger/{KEY}/"),
    (f"/office/ledger/{KEY}/appropriate/", f"/office/ledger/{KEY}/"),
    (f"/office/wheel/entries/{KEY}/revoke/", "/office/wheel/"),
]


def desk() -> Client:
    client = Client()
    client.force_login(official(Role.COUNTY, "330106"))
    return client


def nexts(page: str) -> set[str]:
    """Where the switches of language and type lead."""
    return set(re.findall(r'name="next" value="([^"]*)"', page))


@pytest.mark.parametrize(("address", "above"), SENT_ONLY)
def test_a_browser_that_opens_an_address_of_a_form_gets_a_page_with_the_way_back(
    address: str, above: str
) -> None:
    response = desk().get(address, headers={"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"})
    page = response.content.decode()
    assert (response.status_code, response["Allow"]) == (405, "POST")
    assert "这个地址没有可以打开的页面" in page
    assert f'<a class="button" href="{above}">回到表单所在的页面</a>' in page
    assert nexts(page) == {above}


def test_it_is_told_in_the_readers_language_and_leads_to_where_he_came_from() -> None:
    client = desk()
    client.cookies["django_language"] = "en"
    came_from = "/office/decisions/?state=submitted"
    response = client.get("/office/programmes/begin/", headers={"Referer": f"http://testserver{came_from}"})
    page = response.content.decode()
    assert response.status_code == 405
    assert "This address has no page to open" in page
    assert f'<a class="button" href="{came_from}">Back to the page of the form</a>' in page
    assert nexts(page) == {came_from}


def test_programs_get_what_they_got() -> None:
    api = desk().get("/api/v1/answer")
    assert (api.status_code, api["Content-Type"].split(";")[0]) == (405, "application/problem+json")
    plain = desk().get("/office/programmes/begin/", headers={"Accept": "application/json"})
    assert (plain.status_code, plain.content) == (405, b"")


@pytest.mark.parametrize(
    ("referer", "leads"),
    [
        ("http://testserver/office/programmes/?page=2", "/office/programmes/?page=2"),
        (
            "http://testserver/office/programmes/begin/",
            "/office/programmes/",
        ),  # sent once more from its refusal
        ("https://elsewhere.example/office/programmes/", "/office/programmes/"),
        ("http://testserver/none/", "/office/programmes/"),
        ("", "/office/programmes/"),
    ],
)
def test_the_switches_of_a_refused_form_lead_to_where_the_form_stood(referer: str, leads: str) -> None:
    headers = {"Referer": referer} if referer else {}
    response = desk().post("/office/programmes/begin/", {"as_of": "x"}, headers=headers)
    assert response.status_code == 422
    assert nexts(response.content.decode()) == {leads}


def test_a_refused_form_of_an_address_with_a_page_leads_to_it_again() -> None:
    address = "/office/decisions/new/27.2/"
    for referer, leads in (
        ("", address),
        (f"http://testserver{address}?from=27.2", f"{address}?from=27.2"),
        ("http://testserver/office/decisions/new/", address),
    ):
        headers = {"Referer": referer} if referer else {}
        response = desk().post(address, {}, headers=headers)
        assert (response.status_code, nexts(response.content.decode())) == (422, {leads})


def test_a_page_that_is_not_there_keeps_its_address() -> None:
    response = desk().get("/office/none/?x=1")
    assert (response.status_code, nexts(response.content.decode())) == (404, {"/office/none/?x=1"})


@pytest.mark.parametrize(
    ("path", "found"),
    [
        ("/", True),
        ("/office/", True),
        ("/office/decisions/new/27.2/", True),
        ("/accounts/login/", True),
        ("/elder/", False),
        ("/office/programmes/begin/", False),
        (f"/office/decisions/{KEY}/withdraw/", False),
        ("/office/none/", False),
    ],
)
def test_whether_an_address_can_be_opened(path: str, found: bool) -> None:
    assert ways_back.opens(path) is found


def test_above_an_address_without_any_page_stands_the_first() -> None:
    assert ways_back.way_back(RequestFactory().get("/elder/")) == "/"
