"""The search of the site."""

from __future__ import annotations

import pytest
from django.core.management import call_command
from django.test import Client

from tests.platform.decisions.papers import in_effect
from tests.platform.portal.pages import text_of
from zhiwei import rulebook
from zhiwei.law.documents import load_documents
from zhiwei.platform.kit.models import Entry
from zhiwei.platform.portal import search_index

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _index() -> None:
    search_index.build()


def first(client: Client, word: str, kind: str) -> str:
    """The address of the first hit of a kind."""
    page = client.get("/search/", {"q": word}).content.decode()
    section = page.partition(f'<section aria-labelledby="s-{kind}">')[2]
    return section.partition('<li><a href="')[2].partition('"')[0]


def test_everything_of_the_rulebook_is_indexed_once() -> None:
    wanted = 170 + len(rulebook().measures) + len(rulebook().data.parameters) + len(load_documents())
    assert Entry.objects.filter(kind__in=search_index.KINDS).count() == wanted
    search_index.build()
    assert Entry.objects.filter(kind__in=search_index.KINDS).count() == wanted


@pytest.mark.parametrize(
    ("word", "kind", "address"),
    [
        ("起征点", "sentence", "/law/27.6"),
        ("水利基金", "sentence", "/law/27.5"),
        ("联合体", "sentence", "/law/28.2"),
        ("注册资本分期", "measure", "/law/17.1"),
        ("价格扣除", "measure", "/law/28.1"),
        ("财税〔2011〕117号", "document", "/documents/%E8%B4%A2%E7%A8%8E%E3%80%942011%E3%80%95117%E5%8F%B7/"),
    ],
)
def test_words_lead_to_the_clause(client: Client, word: str, kind: str, address: str) -> None:
    assert first(client, word, kind) == address


def test_two_characters_are_enough_and_are_marked(client: Client) -> None:
    page = client.get("/search/", {"q": "担保"}).content.decode()
    assert "<mark>担保</mark>" in page
    assert "找到 0 条" not in page


def test_decisions_are_found_as_soon_as_they_hold(client: Client) -> None:
    assert "s-decision" not in client.get("/search/", {"q": "西政发"}).content.decode()
    filing = in_effect()
    assert first(client, "西政发", "decision") == f"/decisions/{filing.pk}/"


def test_nothing_found_and_nothing_asked(client: Client) -> None:
    assert "找到 0 条" in text_of(client.get("/search/", {"q": "zzqqxx"}))
    assert "两个字也能搜" in text_of(client.get("/search/"))


def test_what_is_asked_is_shown_harmlessly(client: Client) -> None:
    page = client.get("/search/", {"q": "<script>alert(1)</script>"}).content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert" in page


def test_the_index_is_made_anew_only_when_the_rulebook_changed(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("index_portal", "--if-stale")
    assert "of the current rulebook" in capsys.readouterr().out
    Entry.objects.filter(kind=search_index.MARK).update(key="of another rulebook")
    assert not search_index.current()
    call_command("index_portal", "--if-stale")
    assert "entries" in capsys.readouterr().out
    assert search_index.current()
