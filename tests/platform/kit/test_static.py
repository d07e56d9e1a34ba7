"""What pages load: nothing from elsewhere, nothing changed on its way, nothing inline."""

from __future__ import annotations

import hashlib
import re
import tomllib
from pathlib import Path
from typing import Any

import brotli
import pytest
from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.management import call_command
from django.test import override_settings

import zhiwei.platform

ROOMS = Path(zhiwei.platform.__file__).parent
VENDOR = ROOMS / "kit" / "static" / "vendor"
MANIFEST = "zhiwei.platform.kit.storage.Storage"
ELSEWHERE = re.compile(
    r"""(?:src|href|action|url|@import|from)\s*[=(]?\s*["'(]?\s*(?:https?:)?//""", re.IGNORECASE
)
INLINE = re.compile(
    r"""<style|\sstyle\s*=|\son[a-z]+\s*=|javascript:|<script(?![^>]*\ssrc=)""", re.IGNORECASE
)


def templates() -> list[Path]:
    return sorted(path for path in ROOMS.glob("*/templates/**/*") if path.suffix in (".html", ".svg"))


def styles() -> list[Path]:
    own = ROOMS.glob("*/static/**/*")
    return sorted(
        path for path in own if path.suffix in (".css", ".js", ".svg") and VENDOR not in path.parents
    )


def test_vendored_files_are_as_they_were_published() -> None:
    told = tomllib.loads((VENDOR / "vendor.toml").read_text(encoding="utf-8"))
    digests = {name: file["sha256"] for package in told.values() for name, file in package["files"].items()}
    found = {
        path.relative_to(VENDOR).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in VENDOR.rglob("*")
        if path.is_file() and path.name != "vendor.toml"
    }
    assert found == digests
    for name, package in told.items():
        assert {"version", "licence", "licence_file", "package", "reason"} <= set(package), name
        assert package["licence_file"] in found


@pytest.mark.parametrize(
    "text", ['<img src="//x.example/a">', "@import 'https://x.example/'", "url(http://x.example)"]
)
def test_an_address_elsewhere_is_found(text: str) -> None:
    assert ELSEWHERE.search(text)


@pytest.mark.parametrize(
    "text", ['<p style="x">', "<style>", '<a onclick="x">', '<a href="javascript:x">', "<script>x</script>"]
)
def test_an_inline_style_or_script_is_found(text: str) -> None:
    assert INLINE.search(text)


def test_pages_load_nothing_from_elsewhere() -> None:
    assert len(templates()) >= 20
    found = [
        f"{path.relative_to(ROOMS)}: {match[0]}"
        for path in [*templates(), *styles()]
        for match in ELSEWHERE.finditer(path.read_text(encoding="utf-8"))
        if "http://www.w3.org/" not in path.read_text(encoding="utf-8")[match.start() : match.end() + 30]
    ]
    assert found == []


def test_pages_have_no_inline_style_or_script() -> None:
    found = [
        f"{path.relative_to(ROOMS)}: {match[0]}"
        for path in templates()
        for match in INLINE.finditer(path.read_text(encoding="utf-8"))
    ]
    assert found == []


@pytest.fixture(scope="module")
def collected(tmp_path_factory: pytest.TempPathFactory) -> Any:
    tmp_path = tmp_path_factory.mktemp("static")
    storages = {**settings.STORAGES, "staticfiles": {"BACKEND": MANIFEST}}
    with override_settings(STATIC_ROOT=tmp_path, STORAGES=storages):
        call_command("collectstatic", interactive=False, verbosity=0)
        yield tmp_path


def test_files_have_lasting_names_and_packed_forms(collected: Path) -> None:
    for name in ("kit/css/base.css", "kit/site.js", "vendor/htmx-4.0.1/htmx.min.js"):
        address = staticfiles_storage.url(name)
        assert re.fullmatch(
            rf"/static/{re.escape(name.rpartition('.')[0])}\.[0-9a-f]{{12}}\.(css|js)", address
        )
        path = collected / address.removeprefix("/static/")
        assert path.read_bytes() == (ROOMS / "kit" / "static" / name).read_bytes()
        assert brotli.decompress(path.with_name(f"{path.name}.br").read_bytes()) == path.read_bytes()


def test_everything_of_our_own_for_a_first_page_is_small(collected: Path) -> None:
    """Style sheets and script of a page, as sent: below 15 KB."""
    packed = [
        *(collected / "kit" / "css").glob("*.????????????.css.br"),
        *(collected / "kit").glob("site.*.js.br"),
    ]
    assert len(packed) == 10
    assert sum(path.stat().st_size for path in packed) < 15_000
