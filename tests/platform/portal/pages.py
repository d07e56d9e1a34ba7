"""What the room's tests share: reading pages, walking through the questions, what axe finds."""

from __future__ import annotations

import csv
import html
import io
import re
from typing import Any
from urllib.parse import parse_qs, urlencode, urlparse

from django.test import Client

FIRM = {
    "legal_form": "limited_company",
    "taxable_income": "60000",
    "tax_industry": "industrial",
    "average_employees": "50",
    "average_total_assets": "8000000",
    "restricted_or_prohibited_industry": "false",
    "collection_method": "audited",
    "high_tech_certified": "false",
    "founded_on": "2010-05-01",
    "division": "330106",
}
"""A company of 西湖区 of which everything is known that its income tax depends on."""


def answer_url(as_of: str, path: str = "/answer/", **changes: str) -> str:
    """The address of an answer for that company."""
    return f"{path}?{urlencode({**FIRM, **changes, 'as_of': as_of})}"


def text_of(response: Any) -> str:
    """A page as a reader sees it: its texts with the tags taken out, white space folded."""
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", response.content.decode())).split())


def rows_of(response: Any) -> list[list[str]]:
    """The rows of a csv file, its head first."""
    return list(csv.reader(io.StringIO(b"".join(response.streaming_content).decode("utf-8-sig"))))


def row_of(response: Any, measure: str) -> str:
    """The text of one measure's row on the answer page."""
    slug = measure.replace("/", "-").replace(".", "-")
    found = re.search(
        rf'<article class="measure" id="m-{slug}">(.*?)</article>', response.content.decode(), re.DOTALL
    )
    assert found, f"no row of {measure}"
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", found[1])).split())


def group_of(response: Any, measure: str) -> str:
    """The key of the group that a measure stands in."""
    slug = measure.replace("/", "-").replace(".", "-")
    before = response.content.decode().partition(f'id="m-{slug}"')[0]
    return re.findall(r'<h2 id="g-(\w+)"', before)[-1]


def begin(client: Client, as_of: str, entity: str = "enterprise") -> None:
    """Start the questions."""
    client.post("/find/begin/", {"entity": entity, "as_of": as_of})


def asked_next(client: Client) -> str | None:
    """The fact that is asked for next; None where the answer is reached."""
    place = client.get("/find/next/")["Location"]
    if place == "/answer/":
        return None
    return parse_qs(urlparse(place).query)["fact"][0]


def reply(client: Client, fact: str, value: str | None, **more: str) -> Any:
    """Answer a question; None says not to know."""
    action = {"action": "unknown"} if value is None else {"action": "answer", "value": value}
    return client.post("/find/ask/", {"fact": fact, **action, **more})
