"""Official numbers of enterprises and their check characters.

* unified social credit code (统一社会信用代码), GB 32100-2015: 18 characters, an outer check character, and inside it an
  organisation code with a check of its own;
* organisation code (组织机构代码), GB 11714-1997: 8 characters and a check character;
* registration number (注册号), GS15-2006: 15 digits, the last one by ISO 7064 MOD 11,10.

Every function takes the number as ``tidy`` returns it.
"""

import re
import unicodedata
from dataclasses import dataclass

USCC_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
"""31 characters; I, O, S, V and Z are not used (GB 32100-2015, table 3)."""
ORGANISATION_ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
"""All digits and letters (GB 11714-1997, annex A)."""

_USCC_WEIGHTS = tuple(pow(3, place, 31) for place in range(17))
_ORGANISATION_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
_RESERVED = re.compile(r"PDY\d{5}")


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a number, in Chinese and English."""

    zh: str
    en: str


def tidy(number: str) -> str:
    """Return a number without spaces and hyphens, in half-width capitals."""
    return re.sub(r"[\s\-‐-―]", "", unicodedata.normalize("NFKC", number)).upper()


def uscc_check(body: str) -> str:
    """Return the check character of the first 17 characters of a unified social credit code."""
    total = sum(USCC_ALPHABET.index(c) * w for c, w in zip(body, _USCC_WEIGHTS, strict=True))
    return USCC_ALPHABET[-total % 31]


def organisation_check(body: str) -> str:
    """Return the check character of the first 8 characters of an organisation code: 0-9 or X."""
    pairs = zip(body, _ORGANISATION_WEIGHTS, strict=True)
    return "0123456789X"[-sum(ORGANISATION_ALPHABET.index(c) * w for c, w in pairs) % 11]


def registration_check(body: str) -> str:
    """Return the check digit of the first 14 digits of a registration number (ISO 7064 MOD 11,10)."""
    product = 10
    for digit in body:
        product = ((product + int(digit)) % 10 or 10) * 2 % 11
    return str((11 - product) % 10)


def uscc_fault(number: str) -> Fault | None:
    """Return what is wrong with a unified social credit code: length, alphabet, layout, outer or inner check."""
    if fault := _shape(number, 18, USCC_ALPHABET, "统一社会信用代码", "a unified social credit code"):
        return fault
    if not number[2:8].isdigit():
        return Fault("第3至8位应为六位行政区划代码", "characters 3-8 must be the six digits of a division")
    if number[-1] != (check := uscc_check(number[:-1])):
        return _wrong_check(number[-1], check)
    if fault := organisation_code_fault(number[8:17]):
        return Fault(
            f"其中第9至17位的组织机构代码有误：{fault.zh}", f"organisation code inside it: {fault.en}"
        )
    return None


def organisation_code_fault(number: str) -> Fault | None:
    """Return what is wrong with an organisation code: length, alphabet, reserved range or check."""
    if fault := _shape(number, 9, ORGANISATION_ALPHABET, "组织机构代码", "an organisation code"):
        return fault
    if _RESERVED.fullmatch(number[:-1]):
        return Fault("属于内部使用的保留码段", "reserved for internal use, not for exchange")
    if number[-1] != (check := organisation_check(number[:-1])):
        return _wrong_check(number[-1], check)
    return None


def registration_number_fault(number: str) -> Fault | None:
    """Return what is wrong with a 15-digit registration number: length, digits or check."""
    if fault := _shape(number, 15, "0123456789", "注册号", "a registration number"):
        return fault
    if number[-1] != (check := registration_check(number[:-1])):
        return _wrong_check(number[-1], check)
    return None


def _shape(number: str, length: int, alphabet: str, zh: str, en: str) -> Fault | None:
    if len(number) != length:
        return Fault(
            f"{zh}应为{length}位，现为{len(number)}位", f"{en} has {length} characters, not {len(number)}"
        )
    foreign = sorted(set(number) - set(alphabet))
    if foreign:
        shown = " ".join(foreign)
        return Fault(f"{zh}不使用字符 {shown}", f"{en} does not use {shown}")
    return None


def _wrong_check(found: str, expected: str) -> Fault:
    return Fault(
        f"校验码不符：应为 {expected}，现为 {found}", f"check character {found} should be {expected}"
    )
