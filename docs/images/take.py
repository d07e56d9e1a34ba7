"""The pictures of the README: the demonstration served, visited by a real browser, wide and on a phone.

`./dev exec python docs/images/take.py` takes all of them; needs the tools for tests and a Chromium. With an address
(`http://127.0.0.1:8000`) it visits a demonstration that runs there, instead of one of its own.
"""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

HERE = Path(__file__).parent
WIDE = {"width": 1280, "height": 860}
PHONE = {"width": 390, "height": 844}
ROOMS = (
    ("registration-public", "", "/registration/", WIDE),
    ("registration-office", "registration", "/office/registration/", WIDE),
    ("instruments-catalogue", "", "/instruments/", WIDE),
    ("instruments-keeper", "institute", "/my/platforms/", WIDE),
    ("experts-public", "", "/experts/", WIDE),
    ("experts-own-phone", "expert", "/my/expert/", PHONE),
    ("agencies-separation", "", "/agencies/separation/", WIDE),
    ("agencies-office", "county", "/office/agencies/", WIDE),
    ("bases-public", "", "/bases/", WIDE),
    ("bases-land", "", "/bases/land/", WIDE),
    ("funds-public", "", "/funds/", WIDE),
    ("funds-guarantees", "province", "/office/funds/guarantees/", WIDE),
    ("services-catalogue", "", "/services/", WIDE),
    ("staff-public", "", "/staff/", WIDE),
)
"""Pictures of the programmes: name, who looks, at which page, on what."""
FIRM = """legal_form: limited_company
division: '330110'
founded_on: 2010-05-01
industry_code: '1713'
industry_edition: '2011'
employees: 46
revenue: '8200000'
total_assets: '5000000'
taxable_income: '58000'
tax_industry: industrial
average_employees: 45
average_total_assets: '5000000'
restricted_or_prohibited_industry: false
collection_method: audited
high_tech_certified: false
"""


def free_port() -> int:
    """A port that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def served() -> Iterator[str]:
    """The demonstration on an address of its own."""
    port = free_port()
    with tempfile.TemporaryDirectory(prefix="zhiwei-pictures-") as folder:
        command = ["zhiwei", "demo", "--port", str(port), "--data", folder, "--workers", "1"]
        server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            base = f"http://127.0.0.1:{port}"
            for _ in range(240):
                try:
                    urllib.request.urlopen(f"{base}/healthz", timeout=2)
                    break
                except OSError:
                    time.sleep(1)
            yield base
        finally:
            server.terminate()
            server.wait(60)


def opened(browser: Browser, base: str, size: dict[str, int], username: str = "") -> Page:
    """A page of the size, logged in with one click as somebody of the demonstration."""
    page = browser.new_context(viewport=size, locale="zh-CN", device_scale_factor=1).new_page()
    if username:
        page.goto(f"{base}/accounts/login/")
        page.fill("input[name=login]", username)
        page.fill("input[name=password]", "zhiwei-demo-2012")
        page.click("main button")
        page.wait_for_load_state()
    return page


def take(browser: Browser, base: str) -> None:
    """All pictures."""
    for size, name in ((WIDE, "wide"), (PHONE, "phone")):
        page = opened(browser, base, size)
        for path, what in (("/", "home"), ("/law/27.3", "law")):
            page.goto(base + path)
            page.screenshot(path=HERE / f"{what}-{name}.png")
        page.goto(f"{base}/find/")
        page.screenshot(path=HERE / f"find-{name}.png")
        _answer(page, base)
        page.screenshot(path=HERE / f"answer-{name}.png")
    page = opened(browser, base, WIDE, "province")
    page.goto(f"{base}/office/")
    page.screenshot(path=HERE / "office-wide.png")
    page.goto(f"{base}/decisions/matrix/")
    page.screenshot(path=HERE / "matrix-wide.png")


def take_rooms(browser: Browser, base: str) -> None:
    """The pictures of the programmes."""
    for name, username, path, size in ROOMS:
        page = opened(browser, base, size, username)
        page.goto(base + path)
        page.screenshot(path=HERE / f"{name}.png")
        page.context.close()


def _answer(page: Page, base: str) -> None:
    """The answer for one firm, handed in as a file."""
    page.goto(f"{base}/answer/file/")
    page.fill("#as_of", "2012-12-31")
    with tempfile.NamedTemporaryFile("w", suffix=".yaml", encoding="utf-8") as file:
        file.write(FIRM)
        file.flush()
        page.set_input_files("input[type=file]", file.name)
        page.locator("form:has(input[type=file]) button").click()
        page.wait_for_load_state()


def main() -> int:
    """Exit code 1 where there is no browser."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        print("no Chromium on this machine", file=sys.stderr)
        return 1
    where = nullcontext(sys.argv[1].rstrip("/")) if sys.argv[1:] else served()
    with where as base, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium, args=["--no-sandbox", "--disable-background-networking"]
        )
        take(browser, base)
        take_rooms(browser, base)
        browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
