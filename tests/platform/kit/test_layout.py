"""What stands on every page: language, large type, navigation, refusals."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from django.template import Context, Template, TemplateSyntaxError
from django.test import Client, RequestFactory
from django.utils import translation

from zhiwei.platform.kit import navigation, views

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.platform.kit.addresses")]


def page(client: Client, **kwargs: Any) -> str:
    return client.get("/styleguide/", **kwargs).content.decode()


def rendered(template: str, **context: Any) -> str:
    return Template("{% load kit %}" + template).render(Context(context))


def test_the_page_is_chinese_unless_the_reader_asks(client: Client) -> None:
    assert '<html lang="zh-CN">' in page(client)
    assert '<html lang="en">' in page(client, headers={"Accept-Language": "en"})
    answer = client.post("/language/", {"language": "en", "next": "/styleguide/?page=2"})
    assert answer["Location"] == "/styleguide/?page=2"
    assert '<html lang="en">' in page(client, headers={"Accept-Language": "zh-CN"})
    assert "Find out" in page(client)


@pytest.mark.parametrize(("official", "shown"), [(True, True), (False, False)])
def test_a_path_leaves_out_the_entry_that_its_reader_does_not_see(official: bool, shown: bool) -> None:
    request = RequestFactory().get("/office/audit/")
    request.viewer = SimpleNamespace(is_official=official, is_administrator=not official)
    path = rendered('{% crumbs "工作台" "/office/" "审计" "/office/audit/" "1" %}', request=request)
    assert ('href="/office/"' in path) is shown
    assert 'href="/office/audit/"' in path


def test_large_type_is_switched_on_and_off(client: Client) -> None:
    assert 'class="elder"' not in page(client)
    assert client.post("/elder/", {"on": "1", "next": "/styleguide/"})["Location"] == "/styleguide/"
    assert 'class="elder"' in page(client)
    client.post("/elder/", {"on": "0"})
    assert 'class="elder"' not in page(client)
    assert client.get("/elder/").status_code == 405


@pytest.mark.parametrize("wanted", ["https://evil.example/", "//evil.example", "javascript:alert(1)", ""])
def test_coming_back_stays_on_this_site(client: Client, wanted: str) -> None:
    assert client.post("/elder/", {"on": "1", "next": wanted})["Location"] == "/"


@pytest.mark.parametrize(
    ("viewer", "last"),
    [
        (SimpleNamespace(is_official=False, user_id=None), "搜索"),
        (SimpleNamespace(is_official=False, user_id=1), "我的企业"),
        (SimpleNamespace(is_official=True, user_id=1), "工作台"),
    ],
)
def test_the_bar_is_the_readers_own(viewer: Any, last: str) -> None:
    request = RequestFactory().get("/law/27.3/")
    request.viewer = viewer  # type: ignore[attr-defined]
    shown = navigation.items_for(request)
    assert [str(item.label) for item, _current in shown][:5] == [
        "算一算",
        "查政策",
        "参数",
        "公开决定",
        "搜索",
    ]
    assert str(shown[-1][0].label) == last
    assert [item.address for item, current in shown if current] == ["/law/"]


@pytest.mark.parametrize(
    ("address", "status", "words"),
    [("/no-such-page/", 404, "没有找到这个页面"), ("/jobs/x/", 404, "没有找到这个页面")],
)
def test_a_refusal_says_what_to_do_and_its_number(
    client: Client, address: str, status: int, words: str
) -> None:
    answer = client.get(address, headers={"X-Request-ID": "proxy-12345678"})
    assert answer.status_code == status
    html = answer.content.decode()
    assert f"<h1>{words}</h1>" in html
    assert "proxy-12345678" in html


@pytest.mark.parametrize(
    ("view", "status"), [(views.bad_request, 400), (views.forbidden, 403), (views.not_found, 404)]
)
def test_each_refusal_has_its_page(view: Any, status: int, rf: RequestFactory) -> None:
    answer = view(rf.get("/"), Exception())
    assert answer.status_code == status
    assert "<h1>" in answer.content.decode()


def test_a_form_from_elsewhere_is_refused_in_plain_words() -> None:
    answer = Client(enforce_csrf_checks=True).post("/elder/", {"on": "1"})
    assert answer.status_code == 403
    assert "页面已过期" in answer.content.decode()


def test_our_fault_is_told_even_where_the_layout_fails(
    rf: RequestFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "<h1>系统出了问题</h1>" in views.server_error(rf.get("/")).content.decode()

    def broken(*_args: object, **_kwargs: object) -> None:
        raise RuntimeError("no database")

    monkeypatch.setattr(views, "render", broken)
    answer = views.server_error(rf.get("/"))
    assert answer.status_code == 500
    assert answer.content.decode().startswith("系统出了问题\n")


def test_components_escape_what_they_are_given() -> None:
    html = rendered(
        '{% tag x "ok" %}{% result label=x value=x %}{{ x }}{% endresult %}{% why x %}{{ x }}{% endwhy %}'
        '{% facts x x %}{% crumbs x "/" x %}{% progress 5 x %}{% steps s 1 %}{% tabs t x %}',
        x="<i>", s=["<i>"], t=[("<i>", "/", True)],
    )  # fmt: skip
    assert "<i>" not in html
    assert html.count("&lt;i&gt;") == 15


def test_a_tag_has_a_kind_that_is_known() -> None:
    with pytest.raises(TemplateSyntaxError, match="tag: 'red' is none of info, no, off, ok, todo"):
        rendered('{% tag "x" "red" %}')


def test_steps_know_what_is_done() -> None:
    html = rendered("{% steps s 2 %}", s=["a", "b", "c"])
    assert '<li class="done">a</li><li class="now" aria-current="step">b</li><li class="next">c</li>' in html


def test_money_in_templates() -> None:
    assert rendered("{{ a|yuan }} {{ a|wan }} {{ b|yuan }}", a=1_200_000, b=None) == "12,000.00 1.2 —"


def test_filters_stay_in_the_address(client: Client) -> None:
    html = page(client, data={"q": "第 1", "sort": "count", "page": "2"})
    assert '<input type="hidden" name="sort" value="count">' in html
    assert 'name="page"' not in html
    assert 'value="第 1"' in html
    assert '<a href="?sort=count">清除</a>' in html


def test_a_filter_that_cannot_be_read_is_named_and_narrows_nothing(client: Client) -> None:
    html = page(client, data={"day": "昨天"})
    assert "输入一个有效的日期。" in html
    assert "共 120 条" in html


def test_a_list_is_taken_away_as_it_is_narrowed(client: Client) -> None:
    answer = client.get("/styleguide/", {"q": "第 12", "export": "csv"})
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    lines = b"".join(answer).decode("utf-8-sig").splitlines()  # type: ignore[arg-type]
    assert [line.partition(",")[0] for line in lines] == [
        "政策",
        "增值税起征点（第 120 例）",
        "增值税起征点（第 12 例）",
    ]


def test_english_pages_say_everything_in_english(client: Client) -> None:
    with translation.override("en"):
        assert str(navigation.ITEMS[0].label) == "Find out"
