"""What an installation says in its environment, and what the platform makes of it."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest
from django.core.management import call_command

from zhiwei.platform.site import environment


@pytest.mark.django_db
def test_nothing_is_left_to_migrate() -> None:
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


@pytest.mark.parametrize(("word", "meant"), [("1", True), (" Yes ", True), ("off", False), ("", False)])
def test_a_flag_is_yes_or_no(monkeypatch: pytest.MonkeyPatch, word: str, meant: bool) -> None:
    monkeypatch.setenv("ZHIWEI_X", word)
    assert environment.flag("ZHIWEI_X", not meant) is meant


def test_another_word_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ZHIWEI_X", "maybe")
    with pytest.raises(
        environment.SettingError, match="ZHIWEI_X='maybe' is neither yes nor no; write 1 or 0"
    ):
        environment.flag("ZHIWEI_X", False)


def test_the_key_is_made_once_and_private(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("ZHIWEI_SECRET_KEY", raising=False)
    first = environment.secret_key(tmp_path)
    assert len(first) >= 50
    assert environment.secret_key(tmp_path) == first
    assert stat.S_IMODE((tmp_path / "secret-key").stat().st_mode) == 0o600
