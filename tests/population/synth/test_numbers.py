"""Official numbers: right by the check of the law floor, and of a registrar that cannot exist."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest

from zhiwei.law.identifiers import organisation_code_fault, registration_number_fault, uscc_fault
from zhiwei.population.synth.numbers import MOST, SEQUENCE, Numbers

PROVINCES = {11, 12, 13, 14, 15, 21, 22, 23, 31, 32, 33, 34, 35, 36, 37, 41, 42, 43, 44, 45, 46, 50, 51, 52, 53, 54,
             61, 62, 63, 64, 65, 71, 81, 82}  # fmt: skip
"""The first two digits of GB/T 2260; 10 is the national registrar."""
FORMS = ("limited_company", "sole_proprietorship", "farmer_cooperative", "individual_business")


@pytest.fixture(scope="module")
def some(subjects: pl.DataFrame) -> pl.DataFrame:
    """Every twentieth subject."""
    return subjects.gather_every(20)


def test_check_characters(some: pl.DataFrame) -> None:
    assert [n for n in some["registration_number"] if registration_number_fault(n)] == []
    assert [n for n in some["organisation_code"] if organisation_code_fault(n)] == []
    assert [n for n in some["uscc"] if uscc_fault(n)] == []


def test_no_registrar_has_such_a_code(subjects: pl.DataFrame) -> None:
    registrars = {*subjects["registration_number"].str.slice(0, 2), *subjects["uscc"].str.slice(2, 2)}
    assert not {int(r) for r in registrars} & {10, *PROVINCES}
    assert registrars == {"99"}


def test_the_rest_of_the_registrar_is_the_county(some: pl.DataFrame) -> None:
    county = some["division"].cast(pl.String).str.slice(2)
    assert some["registration_number"].str.slice(2, 4).equals(county.alias("registration_number"))
    assert some["uscc"].str.slice(4, 4).equals(county.alias("uscc"))


def test_a_credit_code_holds_the_organisation_code(some: pl.DataFrame) -> None:
    assert some["uscc"].str.slice(8, 9).equals(some["organisation_code"].alias("uscc"))


@pytest.mark.parametrize("name", ["registration_number", "organisation_code", "uscc"])
def test_nobody_shares_a_number(subjects: pl.DataFrame, name: str) -> None:
    assert subjects[name].n_unique() == len(subjects)


def test_kinds_in_the_numbers(some: pl.DataFrame) -> None:
    second = {"individual_business": "2", "farmer_cooperative": "3"}
    wanted = some["legal_form"].cast(pl.String).replace_strict(second, default="1")
    assert some["uscc"].str.slice(0, 2).equals(("9" + wanted).alias("uscc"))


@pytest.mark.parametrize("row", [0, SEQUENCE - 1, SEQUENCE, 5 * SEQUENCE + 3, MOST - 1])
def test_numbers_of_far_rows(row: int) -> None:
    numbers = Numbers(("330106", "331181"), FORMS)
    rows, places = np.full(4, row), np.array([0, 1, 0, 1])
    found = numbers.of(rows, places, np.arange(4))
    assert not any(map(registration_number_fault, found["registration_number"]))
    assert not any(map(uscc_fault, found["uscc"]))
    assert {int(n[:2]) for n in found["registration_number"]} == {99 - row // SEQUENCE}
    assert {int(n[7:14]) for n in found["registration_number"]} == {row % SEQUENCE}


def test_a_number_by_hand() -> None:
    found = Numbers(("330106",), FORMS).of(np.array([0]), np.array([0]), np.array([0]))
    assert found["registration_number"].to_list() == ["990106200000007"]
    assert found["organisation_code"].to_list() == ["TT0000007"]
