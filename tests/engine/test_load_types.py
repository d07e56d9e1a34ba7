"""Loading checks types and units of every expression."""

from __future__ import annotations

import pytest

from tests.engine.meadowland import MILL_FACTS
from tests.engine.written import book
from zhiwei.engine.conditions import parse_condition
from zhiwei.engine.errors import LoadError

M, R, C, S = "income: Money", "toll_rate: Rate", "hands: Count", "sacks: Count"
D, F, G, T = "founded_on: Date", "wind_only: Flag", "grain: Grain", "grain_share: Keyed[Rate]"
P = "half_limit: Pieces[Money]"

CLASHES: dict[str, tuple[str, str, str, str]] = {
    "persons and sacks": (f"{C}, {S}", "Count", "hands + sacks", "count[person] + count[sack]: different units"),
    "persons less sacks": (f"{C}, {S}", "Count", "hands - sacks", "count[person] - count[sack]: different units"),
    "persons against sacks": (f"{C}, {S}", "Flag", "hands < sacks", "count[person] < count[sack]"),
    "the smaller of persons and sacks": (
        f"{C}, {S}", "Count", "min(hands, sacks)", "count[person] min count[sack]: different units",
    ),
    "money and money multiplied": (M, "Money", "income * income", "money * money"),
    "money and a rate added": (f"{M}, {R}", "Money", "income + toll_rate", "money + rate"),
    "money and persons added": (f"{M}, {C}", "Money", "income + hands", "money + count[person]"),
    "money against a rate": (f"{M}, {R}", "Flag", "income > toll_rate", "money > rate"),
    "a rate by money": (f"{M}, {R}", "Rate", "toll_rate / income", "rate / money"),
    "a day and money": (f"{D}, {M}", "Date", "founded_on + income", "date + money"),
    "a day and persons": (f"{D}, {C}", "Date", "founded_on + hands", "date + count[person]"),
    "a day and a day added": (D, "Date", "founded_on + founded_on", "date + date"),
    "money and a day": (f"{D}, {M}", "Money", "income + founded_on", "+ on date"),
    "a day doubled": (f"{D}, {R}", "Date", "founded_on * toll_rate", "* on date"),
    "a day against money": (f"{D}, {M}", "Flag", "founded_on < income", "date < money"),
    "minus a day": (D, "Date", "-founded_on", "- on date"),
    "minus a flag": (F, "Flag", "-wind_only", "- on flag"),
    "minus a word": (G, "Grain", "-grain", "- on enum[Grain]"),
    "a flag added": (f"{F}, {M}", "Money", "income + wind_only", "+ on flag"),
    "a flag against a literal": (F, "Flag", "wind_only == 1", "flag == literal"),
    "words in order": (G, "Flag", "grain < grain", "< on enum[Grain]"),
    "flags in order": (F, "Flag", "wind_only < wind_only", "< on flag"),
    "word of another vocabulary": (G, "Flag", "grain == Counting.CALENDAR", "enum[Grain] == enum[Counting]"),
    "member of another vocabulary": (
        G, "Flag", "grain in (Counting.CALENDAR,)", "enum[Grain] in members of Counting",
    ),
    "money in a vocabulary": (M, "Flag", "income in (Grain.RYE,)", "money in members of Grain"),
    "money as a condition": (M, "Flag", "not income", "not needs a condition, found money"),
    "money in and": (f"{M}, {F}", "Flag", "wind_only and income", "and needs a condition, found money"),
    "a literal as a condition": (F, "Flag", "wind_only or 1", "or needs a condition, found literal"),
    "money chosen by money": (M, "Money", "income if income else 0", "if needs a condition, found money"),
    "branches of two kinds": (f"{M}, {R}, {F}", "Money", "income if wind_only else toll_rate", "the branches give money and rate"),
    "branch of a literal beside a day": (f"{D}, {F}", "Date", "founded_on if wind_only else 0", "the branches give date and literal"),
    "result of another kind": (M, "Flag", "income", "returns money, declared flag"),
    "result of another vocabulary": (G, "Counting", "grain", "returns enum[Grain], declared enum[Counting]"),
    "a literal for a day": (D, "Date", "0 if founded_on > founded_on else 0", "returns literal, declared date"),
    "nothing at all": (F, "Money | None", "None if wind_only else None", "returns nothing, declared money"),
    "a table as a value": (T, "Rate", "grain_share", "grain_share is a table, not a value"),
    "pieces as a value": (P, "Money", "half_limit", "half_limit is a series of pieces, not a value"),
    "a table read by money": (f"{T}, {M}", "Rate", "grain_share[income]", "grain_share is read by Grain, not by money"),
    "a table read by a code": (f"{T}, region: Code", "Flag", "region in grain_share", "grain_share is read by Grain, not by code"),
    "a table of codes read by a word": (
        f"region_of_code: Keyed[Grain], {G}", "Grain", "region_of_code[grain]",
        "region_of_code is read by code, not by enum[Grain]",
    ),
    "entry of no table": (f"{M}, {G}", "Money", "income[grain]", "income is not a table"),
    "key of no table": (f"{M}, {G}", "Flag", "grain in income", "income is not a table"),
    "sum over no pieces": (M, "Money", "sum(p.value for p in income)", "income does not come in pieces"),
    "sum of days": (P, "Money", "sum(p.starts for p in half_limit)", "sum on date"),
    "years between money": (f"{M}, {D}", "Count", "years_between(founded_on, income)", "years_between takes date, found money"),
    "a day later by a day": (D, "Date", "add_days(founded_on, founded_on)", "add_days takes count, found date"),
    "the floor of a day": (D, "Number", "floor(founded_on)", "floor takes numeric, found date"),
    "the greatest of days and money": (f"{D}, {M}", "Date", "max(founded_on, income)", "max on date"),
    "absolute day": (D, "Date", "abs(founded_on)", "abs on date"),
}  # fmt: skip


@pytest.mark.parametrize("case", CLASHES)
def test_clashes(case: str) -> None:
    arguments, gives, body, expected = CLASHES[case]
    with pytest.raises(LoadError) as caught:
        book(f"({arguments}) -> {gives}", f"return {body}")
    assert [str(d) for d in caught.value.defects] == [f"written.tried: types or units clash: {expected}"]


FITTING: dict[str, tuple[str, str, str]] = {
    "money and money": (M, "Money", "income + income - income"),
    "money and a literal": (M, "Money", "income + 1 if income > 0 else 0"),
    "money by a rate, a count, a literal": (f"{M}, {R}, {C}", "Money", "income * toll_rate * hands * 1"),
    "money by money": (f"{M}, free_income: Money", "Rate", "income / free_income"),
    "money by a count": (f"{M}, small_hands: Count", "Money", "income / small_hands"),
    "rates": (R, "Rate", "1 - toll_rate * toll_rate + toll_rate / toll_rate"),
    "count by count": (f"{C}, small_hands: Count", "Rate", "hands / small_hands"),
    "counts of one unit": (f"{C}, small_hands: Count", "Count", "hands + small_hands - 1"),
    "a count as a number": (C, "Number", "hands"),
    "a day less a day": (f"{D}, as_of: Date", "Count", "as_of - founded_on"),
    "a day and days": (f"{D}, as_of: Date", "Date", "founded_on + (as_of - founded_on)"),
    "days in order": (f"{D}, as_of: Date", "Flag", "founded_on < as_of"),
    "the earlier of two days": (f"{D}, as_of: Date", "Date", "min(founded_on, as_of)"),
    "words compared": (G, "Flag", "grain != Grain.RYE"),
    "flags compared": (f"{F}", "Flag", "wind_only == True"),
    "branches of a literal and money": (f"{M}, {F}", "Money", "income if wind_only else 0"),
    "branches of a rate and a count": (f"{R}, {C}, {F}", "Number", "toll_rate if wind_only else hands"),
    "two literals compared": (F, "Flag", "0 < 1 and wind_only"),
    "the floor of money": (f"{M}, {R}", "Money", "floor(income * toll_rate)"),
}


@pytest.mark.parametrize("case", FITTING)
def test_fits(case: str) -> None:
    arguments, gives, body = FITTING[case]
    made = book(f"({arguments}) -> {gives}", f"return {body}")
    assert ("mill", "tried") in made.data.rules


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("bad_sacks", "constraint 'bad_sacks': is count[sack], not a condition"),
        ("bad_sacks <= sack", "constraint 'bad_sacks <= sack': unknown name sack"),
        ("bad_sacks <= hands", "constraint 'bad_sacks <= hands': count[sack] <= count[person]"),
        ("bad_sacks <= 5", "constraint 'bad_sacks <= 5': the literal 5 is not allowed"),
        ("bad_sacks <=", "constraint 'bad_sacks <=': invalid syntax (<unknown>, line 1)"),
    ],
)
def test_a_constraint_is_a_condition_over_facts(text: str, expected: str) -> None:
    with pytest.raises(LoadError) as caught:
        parse_condition(text, MILL_FACTS)
    assert [str(d) for d in caught.value.defects] == [expected]
