"""Agency files: read with their faults, given back marked, compared, committed once."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied

from tests.platform.subjects.files import cells, staged
from tests.platform.subjects.people import HANGZHOU, XIHU, YIWU, registration_number, subject, uscc, viewer
from zhiwei.platform.accounts.viewer import SYSTEM, Role
from zhiwei.platform.kit import clock
from zhiwei.platform.subjects import queries
from zhiwei.platform.subjects.models import FactRecord, Identifier, ImportBatch, Subject
from zhiwei.platform.subjects.services import Refused, add_fact
from zhiwei.platform.subjects.services.imports.committing import commit
from zhiwei.platform.subjects.services.imports.marking import marked
from zhiwei.platform.subjects.services.imports.staging import stage

pytestmark = pytest.mark.django_db
DAY = date(2012, 12, 31)
NOTHING = {"facts": 0, "numbers": 0, "subjects": 0}
HEAD = ["统一社会信用代码", "名称", "营业收入@2011（万元）", "从业人员", "备注"]


def firms() -> list[Subject]:
    return [
        subject("杭州甲有限公司", identifiers={"uscc": uscc(1)}),
        subject("杭州乙有限公司", identifiers={"uscc": uscc(2)}),
        subject("义乌丙有限公司", YIWU, identifiers={"uscc": uscc(3)}),
    ]


def test_rows_are_matched_compared_and_committed(tmp_path: Path) -> None:
    one, two, _ = firms()
    rows = [HEAD, [uscc(1), "杭州甲有限公司", 120.5, 35, "x"], [uscc(2), "杭州乙有限公司", "拒绝", 8, ""]]
    batch = staged(tmp_path / "a.xlsx", rows, SYSTEM)
    assert (batch.state, batch.counts["changed"], batch.counts["facts"]) == ("ready", 2, 4)
    assert not FactRecord.objects.exists()
    assert commit(batch, SYSTEM) == {"facts": 4, "numbers": 0, "subjects": 0}
    facts = queries.facts(one, as_of=DAY)
    assert facts["revenue@2011"]["value"] == "1205000.00"
    assert facts["employees"]["value"] == 35
    assert queries.facts(two, as_of=DAY)["revenue@2011"]["status"] == "refused"
    record = FactRecord.objects.get(subject=one, name="employees")
    assert (record.source, record.received_on, record.import_row.number) == ("tax", date(2012, 7, 1), 2)


def test_the_same_file_twice_changes_nothing(tmp_path: Path) -> None:
    firms()
    rows = [HEAD, [uscc(1), "杭州甲有限公司", 120.5, 35, ""]]
    first = staged(tmp_path / "a.xlsx", rows, SYSTEM)
    both_ready = staged(tmp_path / "b.xlsx", rows, SYSTEM)
    commit(first, SYSTEM)
    kept = list(FactRecord.objects.values())
    assert commit(first, SYSTEM) == {}
    assert commit(both_ready, SYSTEM) == NOTHING
    again = staged(tmp_path / "c.xlsx", rows, SYSTEM)
    assert (again.counts["unchanged"], again.counts.get("changed", 0)) == (1, 0)
    assert commit(again, SYSTEM) == NOTHING
    assert list(FactRecord.objects.values()) == kept


def test_an_older_file_read_again_does_not_overrule_a_newer_one(tmp_path: Path) -> None:
    one, *_ = firms()
    old = [["统一社会信用代码", "从业人员"], [uscc(1), 10]]
    new = [["统一社会信用代码", "从业人员"], [uscc(1), 20]]
    commit(staged(tmp_path / "a.xlsx", old, SYSTEM, received_on=date(2012, 3, 1)), SYSTEM)
    commit(staged(tmp_path / "b.xlsx", new, SYSTEM, received_on=date(2012, 6, 1)), SYSTEM)
    again = staged(tmp_path / "c.xlsx", old, SYSTEM, received_on=date(2012, 3, 1))
    assert again.counts["unchanged"] == 1
    corrected = [["统一社会信用代码", "从业人员"], [uscc(1), 11]]
    with clock.stopped(date(2012, 9, 1)):
        commit(staged(tmp_path / "d.xlsx", corrected, SYSTEM, received_on=date(2012, 3, 1)), SYSTEM)
    assert queries.facts(one, as_of=DAY)["employees"]["value"] == 20
    assert queries.facts(one, as_of=DAY, known_on=date(2012, 5, 1))["employees"]["value"] == 10


def test_faults_have_row_and_column_and_the_workbook_comes_back_marked(tmp_path: Path) -> None:
    firms()
    wrong = uscc(1)[:-1] + ("0" if uscc(1)[-1] != "0" else "1")
    rows = [
        [*HEAD, "高新"],
        [wrong, "杭州甲有限公司", 120.5, 35, "x", 1],
        [uscc(2), "杭州乙有限公司", "很多", 8, "", 1],
        [uscc(2), "杭州乙有限公司", 5, 8, "", 1],
        [uscc(2), "杭州乙有限公司", 6, 9, "", 1],
    ]
    path = tmp_path / "a.xlsx"
    batch = staged(path, rows, SYSTEM)
    assert batch.state == "faulty"
    assert (batch.counts["faulty"], batch.counts["column_errors"]) == (4, 1)
    found = {(d["row"], d["column"], d["code"]) for r in batch.rows.all() for d in r.defects}
    assert (2, "A", "wrong_identifier") in found
    assert (3, "C", "not_a_number") in found
    assert (5, "B", "same_subject") in found
    assert [(d["column"], d["code"]) for d in batch.columns] == [("F", "unknown_column")]
    with pytest.raises(Refused, match="cannot be committed yet"):
        commit(batch, SYSTEM)
    back = cells(marked(batch, path), "企业")
    assert back[0] == [*HEAD, "高新", "错误"]
    assert back[1][0] == wrong
    assert back[1][2] == 120.5
    assert "校验码不符" in back[1][6]
    listed = cells(marked(batch, path), "错误清单")
    assert listed[0] == ["行", "列", "列名", "原值", "问题", "处理", "程度"]
    assert [r[:3] for r in listed[1:3]] == [["", "F", "高新"], [2, "A", "统一社会信用代码"]]


def test_the_marked_workbook_corrected_is_taken(tmp_path: Path) -> None:
    firms()
    rows = [HEAD, [uscc(1), "杭州甲有限公司", "很多", 35, "x"]]
    batch = staged(tmp_path / "a.xlsx", rows, SYSTEM)
    (tmp_path / "b.xlsx").write_bytes(marked(batch, tmp_path / "a.xlsx"))
    back = cells((tmp_path / "b.xlsx").read_bytes(), "企业")
    assert back[0][-1] == "错误"
    back[1][2] = 120
    corrected = staged(tmp_path / "c.xlsx", back, SYSTEM, corrects=batch)
    assert (corrected.state, corrected.counts["changed"]) == ("ready", 1)


def test_other_sheets_come_back_too(tmp_path: Path) -> None:
    from tests.platform.subjects.files import batch as made
    from tests.platform.subjects.files import workbook

    path = tmp_path / "a.xlsx"
    one = made(path, [HEAD, [uscc(9), "杭州丁有限公司", "?", 1, ""]])
    path.write_bytes(
        workbook(
            [HEAD, [uscc(9), "杭州丁有限公司", "?", 1, ""]], others={"说明": [["填报", 1, date(2012, 5, 1)]]}
        )
    )
    stage(one, path, SYSTEM)
    assert cells(marked(one, path), "说明") == [["填报", 1, date(2012, 5, 1)]]


def test_a_csv_in_gb18030_is_read_and_marked_as_a_workbook(tmp_path: Path) -> None:
    firms()
    text = f"注册号,名称,所在行政区划,从业人员\n,杭州甲有限公司,{XIHU},三十\n"
    path = tmp_path / "a.csv"
    from tests.platform.subjects.files import batch as made

    one = made(path, text)
    path.write_bytes(text.encode("gb18030"))
    stage(one, path, SYSTEM)
    assert one.state == "faulty"
    assert one.rows.get().defects[0]["heading"] == "从业人员"
    assert cells(marked(one, path), "数据")[1][:4] == ["", "杭州甲有限公司", XIHU, "三十"]


def test_by_name_and_division_former_names_too(tmp_path: Path) -> None:
    from zhiwei.platform.subjects.services import rename

    one = subject("杭州（西湖）甲有限公司")
    rename(SYSTEM, one, "杭州新甲有限公司", date(2012, 5, 1))
    rows = [["名称", "所在行政区划", "从业人员"], ["杭州(西湖)甲有限公司", XIHU, 5]]
    batch = staged(tmp_path / "a.xlsx", rows, SYSTEM)
    assert batch.rows.get().subject == one
    assert batch.state == "ready"


def test_a_name_with_another_number_is_not_taken_for_the_same(tmp_path: Path) -> None:
    firms()
    rows = [HEAD, [uscc(77), "杭州甲有限公司", 1, 1, ""]]
    batch = staged(tmp_path / "a.xlsx", rows, SYSTEM)
    defect = batch.rows.get().defects[0]
    assert (defect["code"], defect["column"], defect["row"]) == ("other_number", "A", 2)


def test_what_is_not_known_is_registered_if_wanted(tmp_path: Path) -> None:
    head = ["统一社会信用代码", "注册号", "名称", "组织形式", "成立日期", "从业人员"]
    row = [uscc(5), registration_number(5), "杭州戊有限公司", "有限责任公司", date(2010, 5, 1), 12]
    aside = staged(tmp_path / "a.xlsx", [head, row], SYSTEM)
    assert (aside.counts["unmatched"], aside.state) == (1, "ready")
    assert commit(aside, SYSTEM) == NOTHING
    assert not Subject.objects.exists()
    batch = staged(tmp_path / "b.xlsx", [head, row], SYSTEM, create_missing=True, source="registration")
    assert batch.counts["new"] == 1, batch.rows.get().defects
    other = staged(tmp_path / "c.xlsx", [head, row], SYSTEM, create_missing=True, source="registration")
    assert commit(batch, SYSTEM) == {"facts": 1, "numbers": 2, "subjects": 1}
    assert commit(other, SYSTEM) == NOTHING
    made = Subject.objects.get()
    assert (made.name, made.division, made.legal_form) == ("杭州戊有限公司", XIHU, "limited_company")
    assert {i.number for i in Identifier.objects.all()} == {uscc(5), registration_number(5)}
    assert queries.facts(made, as_of=DAY)["founded_on"]["value"] == "2010-05-01"


def test_a_county_officer_reaches_no_other_county(tmp_path: Path) -> None:
    firms()
    officer = viewer(Role.COUNTY, XIHU)
    rows = [
        HEAD,
        [uscc(3), "义乌丙有限公司", 1, 1, ""],
        [uscc(1), "杭州甲有限公司", 1, 1, ""],
    ]
    batch = staged(tmp_path / "a.xlsx", rows, officer)
    assert [r.match for r in batch.rows.all()] == ["unmatched", "changed"]
    assert "丙" not in str([r.defects for r in batch.rows.all()])
    commit(batch, officer)
    assert not FactRecord.objects.filter(subject__division=YIWU).exists()
    elsewhere = [["名称", "所在行政区划", "从业人员"], ["义乌丙有限公司", YIWU, 5]]
    refused = staged(tmp_path / "b.xlsx", elsewhere, officer)
    assert [d["code"] for d in refused.rows.get().defects] == ["out_of_scope"]
    taken = staged(
        tmp_path / "c.xlsx", [HEAD, [uscc(3), "杭州己有限公司", 1, 1, ""]], officer, create_missing=True
    )
    assert "number_not_free" in [d["code"] for d in taken.rows.get().defects]
    with pytest.raises(PermissionDenied):
        commit(
            ImportBatch.objects.create(file=batch.file, source="tax", received_on=DAY, division=YIWU), officer
        )


def test_a_register_that_changed_since_the_preview_is_not_written_over(tmp_path: Path) -> None:
    one, *_ = firms()
    officer = viewer(Role.COUNTY, XIHU)
    batch = staged(tmp_path / "a.xlsx", [HEAD, [uscc(1), "杭州甲有限公司", 1, 7, ""]], officer)
    add_fact(SYSTEM, one, "division", "330108", source="registration")
    with pytest.raises(Refused, match="the register has changed since the preview"):
        commit(batch, officer)
    batch.refresh_from_db()
    assert batch.state == ImportBatch.State.READY
    assert not FactRecord.objects.filter(name="employees").exists()


def test_the_registers_file_moves_the_columns(tmp_path: Path) -> None:
    one, *_ = firms()
    head = ["统一社会信用代码", "名称", "组织形式", "行业代码"]
    rows = [head, [uscc(1), "杭州甲股份有限公司", "股份有限公司", "3311"]]
    city = viewer(Role.CITY, HANGZHOU)
    batch = staged(tmp_path / "a.xlsx", rows, city, source="registration", division=HANGZHOU)
    commit(batch, city)
    one.refresh_from_db()
    assert (one.name, one.legal_form, one.industry) == ("杭州甲股份有限公司", "joint_stock_company", "3311")
    before = queries.facts(one, as_of=DAY, known_on=date(2012, 6, 30))
    assert before["legal_form"]["value"] == "limited_company"
    assert [(n.text, n.from_day, n.to_day) for n in one.names.all()] == [
        ("杭州甲股份有限公司", date(2012, 7, 1), None),
        ("杭州甲有限公司", None, date(2012, 6, 30)),
    ]


def test_an_older_file_of_the_register_leaves_the_columns(tmp_path: Path) -> None:
    one, *_ = firms()
    for day, form in [(date(2012, 7, 1), "股份有限公司"), (date(2012, 5, 1), "合伙企业")]:
        rows = [["统一社会信用代码", "组织形式"], [uscc(1), form]]
        batch = staged(tmp_path / "a.xlsx", rows, SYSTEM, source="registration", received_on=day)
        commit(batch, SYSTEM)
    one.refresh_from_db()
    assert one.legal_form == "joint_stock_company"
    assert queries.facts(one, as_of=DAY, known_on=date(2012, 6, 1))["legal_form"]["value"] == "partnership"


def test_a_column_of_a_year_to_come_is_a_fault_of_the_file(tmp_path: Path) -> None:
    firms()
    ahead = f"营业收入@{clock.today().year + 1}"
    rows = [["统一社会信用代码", ahead], [uscc(1), 120.5]]
    batch = staged(tmp_path / "a.xlsx", rows, SYSTEM)
    assert batch.state == "faulty"
    assert [(d["code"], d["heading"]) for d in batch.columns] == [("period_not_begun", ahead)]
    assert not FactRecord.objects.exists()
    this_year = [["统一社会信用代码", f"营业收入@{clock.today().year}（万元）"], [uscc(1), 120.5]]
    assert staged(tmp_path / "b.xlsx", this_year, SYSTEM).state == "ready"
