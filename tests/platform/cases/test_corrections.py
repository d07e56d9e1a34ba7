"""What answers a return: changed content, a paper, an explanation; nothing at all is refused, on pages and by workbook."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.platform.accounts import people
from tests.platform.cases.test_pages import PDF, browser, owner, text
from tests.platform.cases.test_steps import DAY, stepped
from tests.platform.cases.trial import firm, official, opened, owner_of, raw, viewer
from zhiwei.platform.audit.models import Act
from zhiwei.platform.cases import corrections, queries, services
from zhiwei.platform.cases.bulk import layout
from zhiwei.platform.cases.bulk.choices import choice
from zhiwei.platform.cases.casetypes import registry
from zhiwei.platform.cases.casetypes.model import APPLICANT
from zhiwei.platform.cases.faults import Refused
from zhiwei.platform.cases.models import Case
from zhiwei.platform.cases.services.bulk import carry_out, hand_in_bulk
from zhiwei.platform.kit import clock

pytestmark = pytest.mark.django_db
NOTHING = "还没有补正：请改正内容、上传材料，或者在“补正说明”里写明"


@pytest.fixture(autouse=True)
def _on_the_day() -> Iterator[None]:
    with clock.stopped(DAY):
        yield


@pytest.fixture
def asking(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The trial whose returned applications are handed in again by their form alone, with a note of several lines."""
    data = copy.deepcopy(raw())
    data["open"]["form"].append(
        {"name": "plan", "zh": "方案", "en": "plan", "kind": "lines", "required": False}
    )
    data["transitions"]["resubmit"] |= {"form": data["open"]["form"], "documents": []}
    file = tmp_path / "room" / "case_types" / "trial.yaml"
    file.parent.mkdir(parents=True)
    file.write_text(yaml.safe_dump(data, allow_unicode=True), encoding="utf-8")
    found = registry.load([file])
    monkeypatch.setattr(registry, "all_types", lambda: found)


def returned(case: Case, *defects: str) -> Case:
    return services.act(
        viewer(), case.pk, "return", revision=case.revision, defects=defects or ("没有写投入预算",)
    )


def again(case: Case, **content: Any) -> Case:
    return stepped(case, owner_of(case.subject), "resubmit", content=content)


def paper(name: str = "报价单.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, PDF, "application/pdf")


def test_the_form_asks_for_an_explanation_and_papers_and_refuses_an_unchanged_case(asking: None) -> None:
    case = returned(opened(firm(), plan="第一步\r\n第二步"), "没有写投入预算", "请补交报价单", "用途请说明")
    mine, address = owner(case), f"/my/cases/{case.pk}/do/resubmit/"
    page = text(mine.get(address))
    for said in ("请补交报价单", "补正说明", 'name="correction"', "补充材料", 'name="document_supplement"'):
        assert said in page, said
    assert "multiple" in page.partition('name="document_supplement"')[2][:80]
    same = {"revision": case.revision, "purpose": "转型升级", "declared": "", "plan": "第一步\n第二步\n"}
    refused = mine.post(address, same)
    assert (refused.status_code, NOTHING in text(refused)) == (422, True)
    english = mine.post(address, same, headers={"accept-language": "en"})
    assert "Nothing is corrected yet: change what is wrong" in text(english)
    assert Case.objects.get().state == "returned"
    assert mine.post(address, same | {"plan": "第一步"}).status_code == 302
    assert Case.objects.get().state == "submitted"


def test_what_is_explained_and_handed_in_beside_stands_on_the_case(asking: None) -> None:
    case = returned(opened(firm()))
    mine, address = owner(case), f"/my/cases/{case.pk}/do/resubmit/"
    sent = {
        "revision": case.revision,
        "purpose": "转型升级",
        "correction": "预算见报价单\n用途是服务小微企业",
    }
    papers = [paper(), paper("预算表.pdf")]
    assert mine.post(address, sent | {"document_supplement": papers}).status_code == 302
    case.refresh_from_db()
    assert {one.name: one.file.name for one in case.documents.all()} == {
        "supplement": "报价单.pdf", "supplement_2": "预算表.pdf",
    }  # fmt: skip
    step = case.steps.get(transition="resubmit")
    assert step.content["correction"] == "预算见报价单\n用途是服务小微企业"
    by = browser(official())
    for page in (text(by.get(f"/office/cases/{case.pk}/")), text(mine.get(f"/my/cases/{case.pk}/"))):
        for said in ("补正说明：预算见报价单", "补充材料：报价单.pdf", "预算表.pdf</a>（补充材料）"):
            assert said in page, said
    one = case.documents.get(name="supplement_2")
    assert b"".join(by.get(f"/cases/{case.pk}/documents/{one.pk}/").streaming_content) == PDF
    stranger = browser(people.owner(people.organisation("别家")))
    assert stranger.get(f"/cases/{case.pk}/documents/{one.pk}/").status_code == 404
    assert Act.objects.filter(act="cases.act", key=str(case.pk)).count() == 2


def test_supplementary_papers_are_checked_and_five_at_most(asking: None) -> None:
    case = returned(opened(firm()))
    mine, address = owner(case), f"/my/cases/{case.pk}/do/resubmit/"
    sent = {"revision": case.revision, "purpose": "转型升级"}
    false = SimpleUploadedFile("报价单.pdf", b"MZ no pdf", "application/pdf")
    assert mine.post(address, sent | {"document_supplement": [paper(), false]}).status_code == 422
    six = mine.post(address, sent | {"document_supplement": [paper(f"{n}.pdf") for n in range(6)]})
    assert (six.status_code, "一次最多交 5 份" in text(six)) == (422, True)
    assert not case.documents.exists()
    five = mine.post(address, sent | {"document_supplement": [paper(f"{n}.pdf") for n in range(5)]})
    assert five.status_code == 302
    assert case.documents.count() == 5


def test_each_of_the_three_answers_alone_and_none_is_refused(asking: None) -> None:
    from tests.platform.cases.test_steps import stored

    for number, change in enumerate(({"purpose": "设备更新"}, {"declared": "100"}, {"correction": "不用改"})):
        case = returned(opened(firm(f"杭州{number}五金制品有限公司")))
        with pytest.raises(Refused) as refused:
            again(case, purpose="转型升级")
        assert [(one.field, one.text) for one in refused.value.faults] == [("correction", NOTHING)]
        assert again(case, **{"purpose": "转型升级"} | change).state == "submitted"
    case = returned(opened(firm("杭州留下机械有限公司")))
    by = owner_of(case.subject)
    given: dict[str, Any] = {"content": {"purpose": "转型升级"}, "documents": {"supplement": stored()}}
    assert stepped(case, by, "resubmit", **given).state == "submitted"


def test_no_other_step_takes_supplementary_papers() -> None:
    from tests.platform.cases.test_steps import stored

    case = opened(firm())
    with pytest.raises(Refused, match="这一步不收“supplement”"):
        stepped(case, viewer(), "refuse", content={"reason": "不实"}, documents={"supplement": stored()})


def test_a_room_tells_what_was_corrected_on_a_page_of_its_own(
    asking: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    case, there = returned(opened(firm())), list[Case]()
    monkeypatch.setattr(corrections, "_told", {"trial": lambda one: one in there})
    with pytest.raises(Refused, match="还没有补正"):
        again(case, purpose="转型升级")
    there.append(case)
    assert again(case, purpose="转型升级").state == "submitted"


def test_by_workbook_the_explanation_is_a_column_and_the_fault_is_the_same(asking: None) -> None:
    case = returned(opened(firm()))
    by = owner_of(case.subject)
    one = choice(by, "trial:resubmit")
    assert one is not None
    assert layout.headings(one) == ["办件编号", "主体名称", "用途", "申报金额", "方案", "补正说明"]

    def file(said: str) -> Any:
        lines = f"办件编号,用途,补正说明\n{case.number},转型升级,{said}".encode("utf-8-sig")
        return hand_in_bulk(by, one, SimpleUploadedFile("补正.csv", lines))

    faulty = file("")
    assert (faulty.state, faulty.rows[0]["defects"]) == ("faulty", [["补正说明", NOTHING]])
    ready = file("预算已在方案里")
    assert (ready.state, ready.rows[0]["defects"]) == ("ready", [])
    carry_out(by, ready.pk)
    case.refresh_from_db()
    assert (case.state, case.steps.get(transition="resubmit").content["correction"]) == (
        "submitted", "预算已在方案里",
    )  # fmt: skip
    assert any("补正说明：预算已在方案里" in event.lines for event in queries.timeline(case))


def every_type() -> dict[str, Any]:
    """The types of all rooms."""
    rooms = [Path(app.path) for app in apps.get_app_configs()]
    return registry.load([path for room in rooms for path in sorted(room.glob("case_types/*.yaml"))])


def test_every_type_with_a_return_lets_the_applicant_explain_his_correction() -> None:
    kinds = [kind for kind in every_type().values() if any(t.returns for t in kind.transitions.values())]
    assert len(kinds) >= 15
    for kind in kinds:
        back = {one.to for one in kind.transitions.values() if one.returns}
        answers = [one for one in kind.transitions.values() if one.corrects]
        assert {state for one in answers for state in one.sources} >= back, kind.id
        for one in answers:
            assert APPLICANT in one.actors
            assert (one.form[-1].name, len(one.at_will)) == ("correction", 5)
        others = [one for one in kind.transitions.values() if not one.corrects]
        assert not any(one.at_will or "correction" in {f.name for f in one.form} for one in others), kind.id
