"""The example of a client against a running server."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest
import yaml
from pytest_django.live_server_helper import LiveServer

from tests.cli.call import EXAMPLES
from tests.platform.accounts import people
from tests.platform.api.people import county, firm, token
from tests.platform.api.test_applications import PNG
from tests.platform.cases import trial
from zhiwei.platform.cases.casetypes import registry
from zhiwei.platform.cases.models import Case

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def example() -> ModuleType:
    """The example as a module."""
    spec = importlib.util.spec_from_file_location("zhiwei_client", EXAMPLES / "client.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_it_prints_every_measure(
    example: ModuleType, live_server: LiveServer, capsys: pytest.CaptureFixture[str]
) -> None:
    assert example.main(live_server.url, str(EXAMPLES / "firm.json"), "2012-12-31") == 0
    lines = capsys.readouterr().out.splitlines()
    assert any(line.startswith("27.3 ") for line in lines)


def test_it_tells_every_defect(
    example: ModuleType, live_server: LiveServer, capsys: pytest.CaptureFixture[str]
) -> None:
    assert example.main(live_server.url, str(EXAMPLES / "firm.json"), "2012-13-31") == 1
    assert capsys.readouterr().err == "#/as_of: not a day\n"


def test_lists_page_by_page_and_law_kept_by_its_tag(example: ModuleType, live_server: LiveServer) -> None:
    client = example.Client(live_server.url)
    assert len(list(client.every("/law/sentences?size=60"))) == 170
    first = client.get("/measures")
    assert client.get("/measures") is first


def test_a_token_opens_the_register(example: ModuleType, live_server: LiveServer) -> None:
    subject = firm()
    client = example.Client(live_server.url, token(county())[1])
    assert [one["id"] for one in client.every("/subjects")] == [str(subject.pk)]
    with pytest.raises(example.Refusal):
        example.Client(live_server.url).get("/subjects")


def test_a_firm_applies_with_a_document_and_withdraws(
    example: ModuleType, live_server: LiveServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    raw = trial.raw()
    raw["open"]["documents"] = ["licence"]
    path = tmp_path / "case_types" / "trial.yaml"
    path.parent.mkdir()
    path.write_text(yaml.safe_dump(raw, allow_unicode=True), encoding="utf-8")
    types = registry.load([path])
    monkeypatch.setattr(registry, "all_types", lambda: types)
    subject = trial.firm()
    assert subject.organisation is not None
    client = example.Client(live_server.url, token(people.owner(subject.organisation))[1])
    file = tmp_path / "licence.png"
    file.write_bytes(PNG)
    with pytest.raises(example.Refusal) as refusal:
        client.apply("trial", str(subject.pk), {}, {}, key="our-number-1")
    assert len(refusal.value.lines()) == 2
    for _again in range(2):
        made = client.apply(
            "trial", str(subject.pk), {"purpose": "设备"}, {"licence": file}, key="our-number-1"
        )
    case = Case.objects.get()
    assert (made["id"], case.documents.get().file.name) == (str(case.pk), "licence.png")
    assert client.withdraw(made)["status"]["customValue"] == "withdrawn"
