"""What people do with money on the pages, for the browser tests of every programme."""

from __future__ import annotations

import csv
from datetime import date, datetime, time
from pathlib import Path

from playwright.sync_api import Page

from zhiwei.platform.kit import clock
from zhiwei.platform.ledger.bank.layout import DAY, RESULT, SERIAL
from zhiwei.platform.ledger.models import Fund


class Hands:
    """The clock of every thread, moved by hand."""

    def __init__(self, day: date) -> None:
        self.day = day

    def get(self) -> datetime:
        return datetime.combine(self.day, time(10), clock.ZONE)


def give_account(page: Page) -> None:
    """Enter and confirm an account, on the page of one's own money."""
    page.locator("summary", has_text="登记收款账户").click()
    page.get_by_label("开户银行").fill("中国工商银行杭州分行")
    page.get_by_label("账号").fill("1202020219900012345")
    page.get_by_role("button", name="登记并确认").click()
    page.get_by_text("收款账户已登记并确认。").wait_for()


def pay(maker: Page, checker: Page, fund: Fund, folder: Path, day: str) -> None:
    """Finance lists what can be paid, a colleague approves it, the bank pays all on a day and its answer is booked."""
    maker.goto(f"/office/ledger/{fund.pk}/")
    maker.get_by_role("button", name="把现在可以付的编成付款清单").click()
    maker.get_by_text("须由另一位经办人复核").first.wait_for()
    checker.goto(maker.url)
    checker.get_by_role("button", name="复核无误，准予付款").click()
    checker.get_by_text("已复核").first.wait_for()
    maker.reload()
    with maker.expect_download() as taken:
        maker.get_by_role("button", name="导出银行文件 csv").click()
    file = folder / f"{fund.level}.csv"
    taken.value.save_as(file)
    maker.locator("input[type=file]").set_input_files(_answered(file, day))
    maker.get_by_role("button", name="上传银行回单").click()
    maker.get_by_role("button", name="确认入账").click()
    maker.get_by_text("银行回单已入账：").first.wait_for()


def _answered(file: Path, day: str) -> Path:
    """The bank's file with every payment made."""
    with file.open(encoding="utf-8-sig", newline="") as given:
        rows = list(csv.DictReader(given))
    reply = file.with_name(f"{file.stem}-reply.csv")
    with reply.open("w", encoding="utf-8-sig", newline="") as out:
        writer = csv.DictWriter(out, list(rows[0]))
        writer.writeheader()
        for number, row in enumerate(rows, 1):
            writer.writerow(row | {RESULT: "成功", DAY: day, SERIAL: f"{file.stem}流水{number}"})
    return reply
