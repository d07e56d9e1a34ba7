"""Coverage of the real text: every number of it is accounted for by the parameters of the project."""

from dataclasses import replace

import pytest

from zhiwei.engine.parameters import Parameter
from zhiwei.law.bindings import Runners, bind
from zhiwei.law.coverage import Coverage, coverage
from zhiwei.law.parameters import load_parameters
from zhiwei.law.reasons import Reasons, load_reasons
from zhiwei.law.sentences import Opinions, load_opinions

Law = tuple[Opinions, dict[str, Parameter], Reasons]


@pytest.fixture(scope="module")
def law() -> Law:
    return load_opinions(), load_parameters(), load_reasons()


def assumed_runners(law: Law) -> Runners:
    """Everything operative that is not listed as pending runs; the policy floor's own test shows that it does."""
    opinions, parameters, reasons = law
    running = [one.id for one in opinions if one.operative and one.id not in reasons.pending]
    return bind([("assumed", running)], [], parameters.values())


def covered(law: Law, opinions: Opinions | None = None, without: str = "") -> Coverage:
    parameters = [replace(one, quotes=()) if one.name == without else one for one in law[1].values()]
    return coverage(opinions or law[0], parameters, assumed_runners(law), law[2])


def test_170_records_and_114_numbers_are_accounted_for(law: Law) -> None:
    found = covered(law)
    assert list(map(str, found.defects)) == []
    assert (found.totals["records"], found.totals["records_accounted"]) == (170, 170)
    assert (found.totals["operative"], found.totals["text_only"]) == (112, 58)
    assert (found.totals["tokens"], found.totals["tokens_loose"]) == (114, 0)


@pytest.mark.parametrize(
    ("old", "new", "number"),
    [
        ("按20%的税率", "按20%的税率加收1%", "1%"),
        ("鼓励企业重视技术创新", "鼓励三家企业重视技术创新", "三家"),
        ("（三十六）强化考核督查。", "（三十六）强化12次考核督查。", "12次"),
    ],
)
def test_a_fake_number_is_found_wherever_it_stands(law: Law, old: str, new: str, number: str) -> None:
    assert old in law[0].text
    found = covered(law, replace(law[0], text=law[0].text.replace(old, new)))
    assert [row.token.text for row in found.tokens if row.state == "loose"] == [number]
    assert not found.complete


@pytest.mark.parametrize(
    "name", ["graduation_rate_minimum", "training_attendances_minimum", "design_base_grant"]
)
def test_without_its_quotes_a_parameter_leaves_numbers_loose(law: Law, name: str) -> None:
    found = covered(law, without=name)
    quoted = {quote["sentence"] for quote in law[1][name].quotes}
    assert {row.token.sentence for row in found.tokens if row.state == "loose"} == quoted
    assert not found.complete


def test_each_citation_that_is_removed_leaves_its_sentence_loose(law: Law) -> None:
    runners = assumed_runners(law)
    for sentence in (key for key, bound in runners.items() if any(one.kind == "rule" for one in bound)):
        fewer = {key: [] if key == sentence else bound for key, bound in runners.items()}
        found = coverage(law[0], law[1].values(), fewer, law[2])
        assert [row.sentence.id for row in found.records if row.state == "loose"] == [sentence]


@pytest.mark.parametrize(
    ("name", "sentence", "value"),
    [
        ("baseline_enterprise_share", "1.3", "97/100"),
        ("baseline_employment_share", "1.3", "111/200"),
        ("demonstration_bases_target", "14.3", "100"),
        ("graduation_rate_minimum", "14.7", "3/10"),
        ("graduate_tax_years", "14.7", "3"),
        ("service_subsidy_levels", "15.1", "3"),
        ("training_attendances_minimum", "16.2", "100000"),
        ("funded_owners_per_year", "16.3", "1000"),
        ("post_kept_years", "20.2", "5"),
        ("design_bases_target", "21.2", "12"),
        ("design_base_grant", "21.2", "1000000000"),
        ("local_match_growth_minimum", "21.2", "3/10"),
        ("local_match_years", "21.2", "3"),
        ("local_match_multiple_minimum", "21.2", "3"),
        ("credit_loan_pilot_firms_minimum", "31.4", "2000"),
        ("inspections_per_year_minimum", "36.2", "1"),
    ],
)
def test_the_numbers_of_the_programmes(law: Law, name: str, sentence: str, value: str) -> None:
    one = law[1][name]
    assert {quote["sentence"] for quote in one.quotes} == {sentence}
    assert str(one.values[0].value) == value
    assert (one.values[0].source, one.values[0].evidence) == ("浙政发〔2012〕47号", "S")


@pytest.mark.parametrize(
    ("sentence", "names"),
    [
        ("13.2", ["risk_ratio", "risk_cap"]),
        ("13.3", ["fund_open", "start_up_years"]),
        ("14.2", ["support_open"]),
        ("14.6", ["reward_per_graduate"]),
        ("14.7", ["reward_ratio"]),
        ("18.6", ["subsidy_ratio", "subsidy_cap", "subsidy_years"]),
        ("19.1", ["subsidy_formula"]),
        ("32.4", ["compensation_ratio", "compensation_cap"]),
    ],
)
def test_what_a_sentence_leaves_to_localities(law: Law, sentence: str, names: list[str]) -> None:
    delegated = [p for p in law[1].values() if p.delegated and p.delegated["sentence"] == sentence]
    assert [one.name for one in delegated] == names
    assert [one.values[0].value for one in delegated] == [None] * len(names)
