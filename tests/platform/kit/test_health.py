"""The addresses that watch over an installation."""

from __future__ import annotations

import pytest
from django.test import Client


def test_the_process_answers(client: Client) -> None:
    assert client.get("/healthz").content == b"ok\n"


@pytest.mark.django_db
def test_it_is_ready(client: Client) -> None:
    assert client.get("/readyz").json() == {"ready": True}


@pytest.mark.parametrize(("given", "kept"), [("proxy-12345678", True), ("a b", False), ("x", False)])
def test_a_request_has_an_identifier(client: Client, given: str, kept: bool) -> None:
    answered = client.get("/healthz", headers={"X-Request-ID": given})["X-Request-ID"]
    assert (answered == given) is kept
    assert len(answered) >= 8
