"""Log lines: data, with the request's identifier, without persons."""

from __future__ import annotations

import json
import logging
import logging.config
from typing import Any

import pytest
from django.test import Client

from zhiwei.platform.kit import logs


def line(capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(capsys.readouterr().err.splitlines()[-1])
    return found


@pytest.fixture
def handler() -> Any:
    """The handler of the configuration, alone on a logger of the test."""
    configured = logs.configuration(readable=False)
    formatter = configured["formatters"]["lines"]
    made = logging.StreamHandler()
    made.setFormatter(
        formatter["()"](foreign_pre_chain=formatter["foreign_pre_chain"], processors=formatter["processors"])
    )
    target = logging.getLogger("zhiwei")
    target.addHandler(made)
    yield made
    target.removeHandler(made)


def test_an_event_is_a_line_of_data(handler: Any, capsys: pytest.CaptureFixture[str]) -> None:
    handler.setStream(__import__("sys").stderr)
    logs.logger("zhiwei.test").info("导入完成", rows=12)
    said = line(capsys)
    assert (said["event"], said["rows"], said["logger"], said["level"]) == (
        "导入完成",
        12,
        "zhiwei.test",
        "info",
    )
    assert said["timestamp"].endswith("Z")


def test_a_fault_brings_its_trace(handler: Any, capsys: pytest.CaptureFixture[str]) -> None:
    handler.setStream(__import__("sys").stderr)
    try:
        raise ValueError("电话 13812345678")
    except ValueError:
        logging.getLogger("zhiwei.test").exception("bad %s", "thing")
    said = line(capsys)
    assert said["event"] == "bad thing"
    assert "ValueError: 电话 ***" in said["exception"]


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ({"phone": "1"}, {"phone": "***"}),
        ({"user_email": "a@b"}, {"user_email": "***"}),
        ({"facts": {"a": 1}}, {"facts": "***"}),
        ({"text": "打 13812345678 找我"}, {"text": "打 *** 找我"}),
        ({"text": "证 33010619900101123X。"}, {"text": "证 ***。"}),
        ({"text": "1381234567"}, {"text": "1381234567"}),
        ({"text": "138123456789"}, {"text": "138123456789"}),
        ({"rows": 13812345678}, {"rows": 13812345678}),
    ],
)
def test_what_could_name_a_person_is_left_out(given: dict[str, Any], kept: dict[str, Any]) -> None:
    assert logs.without_persons(None, "info", given) == kept


@pytest.mark.django_db
def test_a_request_is_logged_without_its_question(
    client: Client, handler: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    handler.setStream(__import__("sys").stderr)
    client.get("/healthz?name=王小明", headers={"X-Request-ID": "proxy-12345678"})
    said = line(capsys)
    assert (said["path"], said["status"], said["request_id"]) == ("/healthz", 200, "proxy-12345678")
    assert "王小明" not in json.dumps(said, ensure_ascii=False)
