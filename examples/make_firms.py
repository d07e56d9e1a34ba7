"""Makes firms.xlsx from firms.csv: the same firms as an accountant keeps them in a workbook.

Plain numbers and ISO dates become numbers and dates of the workbook; everything else (35 in full-width digits,
2012年6月1日, 拒绝, industry codes with their leading zeros) stays text as typed. Equal input gives equal bytes.
"""

import csv
import datetime
import re
import sys
from pathlib import Path

import xlsxwriter  # type: ignore[import-untyped]

HERE = Path(__file__).parent
SHEET = "企业"
DATES = ("成立日期", "转企前个体工商户成立日期")
TEXTS = ("编号", "名称", "注册号", "所在行政区划", "行业代码", "行业分类版本", "备注")
WIDE = {"名称": 30, "备注": 44, "注册号": 18, "组织形式": 14}
NUMBER = re.compile(r"-?\d+(\.\d+)?")
ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
MADE_ON = datetime.datetime(2012, 6, 30)


def make(target: Path) -> None:
    """Write the workbook."""
    with (HERE / "firms.csv").open(encoding="utf-8", newline="") as file:
        headings, *rows = csv.reader(file)
    with xlsxwriter.Workbook(str(target)) as book:
        book.set_properties({"title": "企业情况表", "created": MADE_ON})
        sheet = book.add_worksheet(SHEET)
        bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
        forms = {
            "date": book.add_format({"num_format": "yyyy-mm-dd"}),
            "money": book.add_format({"num_format": "#,##0.00"}),
            "text": book.add_format({"num_format": "@"}),
        }
        sheet.freeze_panes(1, 2)
        sheet.set_row(0, 48)
        for column, heading in enumerate(headings):
            sheet.set_column(column, column, WIDE.get(heading, 12))
            sheet.write_string(0, column, heading, bold)
        for number, row in enumerate(rows, start=1):
            for column, (heading, cell) in enumerate(zip(headings, row, strict=True)):
                if not cell:
                    continue
                if heading in DATES and ISO_DATE.fullmatch(cell):
                    sheet.write_datetime(number, column, datetime.date.fromisoformat(cell), forms["date"])
                elif heading not in (*TEXTS, *DATES) and NUMBER.fullmatch(cell):
                    sheet.write_number(
                        number, column, float(cell), forms["money"] if "元" in heading else None
                    )
                else:
                    sheet.write_string(number, column, cell, forms["text"])


if __name__ == "__main__":
    make(Path(sys.argv[1]) if len(sys.argv) > 1 else HERE / "firms.xlsx")
