"""Check characters: the standards' own examples, and every wrong character caught that they can catch."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from zhiwei.law.identifiers import (
    ORGANISATION_ALPHABET,
    USCC_ALPHABET,
    organisation_check,
    organisation_code_fault,
    registration_check,
    registration_number_fault,
    tidy,
    uscc_check,
    uscc_fault,
)

USCC, ORGANISATION, REGISTRATION = "91350100M000100Y43", "D2143569X", "110108000000016"


def test_the_standards_own_examples() -> None:
    assert uscc_check(USCC[:-1]) == "3"
    assert organisation_check(ORGANISATION[:-1]) == "X"
    assert registration_check(REGISTRATION[:-1]) == "6"
    assert uscc_fault(USCC) is None
    assert organisation_code_fault(ORGANISATION) is None
    assert registration_number_fault(REGISTRATION) is None


@pytest.mark.parametrize(
    ("raw", "number"),
    [(" 91350100m000100y43 ", USCC), ("D2143569-X", ORGANISATION), ("１１０１０８ 000000016", REGISTRATION)],
)
def test_a_number_is_tidied_before_it_is_checked(raw: str, number: str) -> None:
    assert tidy(raw) == number


@pytest.mark.parametrize(
    ("number", "zh", "en"),
    [
        ("91350100M000100Y4", "统一社会信用代码应为18位，现为17位",
         "a unified social credit code has 18 characters, not 17"),
        ("91350100M000100Y4Z", "统一社会信用代码不使用字符 Z", "a unified social credit code does not use Z"),
        ("9135A100M000100Y43", "第3至8位应为六位行政区划代码", "characters 3-8 must be the six digits of a division"),
        ("91350100M000100Y44", "校验码不符：应为 3，现为 4", "check character 4 should be 3"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_credit_code(number: str, zh: str, en: str) -> None:
    fault = uscc_fault(number)
    assert fault is not None
    assert (fault.zh, fault.en) == (zh, en)


def test_the_organisation_code_inside_is_checked_on_its_own() -> None:
    # the outer check character is right, the ninth organisation character is not
    body = "91350100M000100Y5"
    fault = uscc_fault(body + uscc_check(body))
    assert fault is not None
    assert fault.zh == "其中第9至17位的组织机构代码有误：校验码不符：应为 4，现为 5"
    assert fault.en == "organisation code inside it: check character 5 should be 4"


@pytest.mark.parametrize(
    ("number", "en"),
    [
        ("D214356", "an organisation code has 9 characters, not 7"),
        ("D2143569*", "an organisation code does not use *"),
        ("D21435690", "check character 0 should be X"),
        ("PDY00001X", "reserved for internal use, not for exchange"),
    ],
)
def test_what_is_wrong_with_an_organisation_code(number: str, en: str) -> None:
    fault = organisation_code_fault(number)
    assert fault is not None
    assert fault.en == en


@pytest.mark.parametrize(
    ("number", "en"),
    [
        ("11010800000001", "a registration number has 15 characters, not 14"),
        ("11010800000001X", "a registration number does not use X"),
        ("110108000000017", "check character 7 should be 6"),
    ],
)
def test_what_is_wrong_with_a_registration_number(number: str, en: str) -> None:
    fault = registration_number_fault(number)
    assert fault is not None
    assert fault.en == en


credit_bodies = st.builds(
    lambda head, region, body: head + region + body + organisation_check(body),
    st.text(USCC_ALPHABET, min_size=2, max_size=2),
    st.text("0123456789", min_size=6, max_size=6),
    st.text(USCC_ALPHABET, min_size=8, max_size=8),
)


@given(credit_bodies, st.integers(0, 17), st.sampled_from(USCC_ALPHABET))
def test_any_wrong_character_of_a_credit_code_is_caught(body: str, place: int, character: str) -> None:
    number = body + uscc_check(body)
    assume(number[place] != character)
    assert uscc_fault(number) is None
    assert uscc_fault(number[:place] + character + number[place + 1 :]) is not None


@given(st.text("0123456789", min_size=14, max_size=14), st.integers(0, 14), st.sampled_from("0123456789"))
def test_any_wrong_digit_of_a_registration_number_is_caught(body: str, place: int, digit: str) -> None:
    number = body + registration_check(body)
    assume(number[place] != digit)
    assert registration_number_fault(number) is None
    assert registration_number_fault(number[:place] + digit + number[place + 1 :]) is not None


@given(
    st.text(ORGANISATION_ALPHABET, min_size=8, max_size=8),
    st.integers(0, 7),
    st.sampled_from(ORGANISATION_ALPHABET),
)
def test_a_wrong_character_of_an_organisation_code_is_caught_unless_11_apart(
    body: str, place: int, character: str
) -> None:
    # modulo 11 over 36 characters: the standard itself cannot tell 0 from B
    number = body + organisation_check(body)
    apart = ORGANISATION_ALPHABET.index(character) - ORGANISATION_ALPHABET.index(body[place])
    assume(apart != 0 and not body.startswith("PDY"))
    changed = number[:place] + character + number[place + 1 :]
    assert organisation_code_fault(number) is None
    assert (organisation_code_fault(changed) is None) == (apart % 11 == 0)
