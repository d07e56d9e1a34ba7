"""Settings that an installation gives by environment variables; every name begins with ZHIWEI_."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

TRUE = {"1", "true", "yes", "on"}
FALSE = {"0", "false", "no", "off", ""}


class SettingError(ValueError):
    """An environment variable holds what it cannot mean."""


def flag(name: str, default: bool) -> bool:
    """A yes-or-no variable. Raises :class:`SettingError` for any other word."""
    raw = os.environ.get(name)
    if raw is None:
        return default
    word = raw.strip().lower()
    if word in TRUE:
        return True
    if word in FALSE:
        return False
    raise SettingError(f"{name}={raw!r} is neither yes nor no; write 1 or 0")


def whole(name: str, default: int) -> int:
    """A variable that holds a whole number. Raises :class:`SettingError` for anything else."""
    raw = os.environ.get(name, "").strip()
    if not raw:
        return default
    if not raw.isdecimal():
        raise SettingError(f"{name}={raw!r} is not a whole number")
    return int(raw)


def words(name: str, default: tuple[str, ...] = ()) -> list[str]:
    """A list separated by commas, e.g. host names."""
    raw = os.environ.get(name)
    return list(default) if raw is None else [word.strip() for word in raw.split(",") if word.strip()]


def data_folder() -> Path:
    """Where the platform keeps what it is given: ZHIWEI_DATA, else the user's data folder; made if it is not there."""
    given = os.environ.get("ZHIWEI_DATA")
    home = Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share")
    folder = Path(given) if given else home / "zhiwei"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder.resolve()


def secret_key(folder: Path) -> str:
    """ZHIWEI_SECRET_KEY, else a key of this installation, made once and kept readable by its owner only."""
    given = os.environ.get("ZHIWEI_SECRET_KEY")
    if given:
        return given
    path = folder / "secret-key"
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text(encoding="ascii").strip()
    with os.fdopen(handle, "w", encoding="ascii") as file:
        key = secrets.token_urlsafe(50)
        file.write(key)
    return key
