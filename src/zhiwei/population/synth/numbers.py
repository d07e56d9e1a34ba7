"""Official numbers whose check characters are right and whose registrar does not exist.

The first six digits name the registrar: by GS15-2006 and GB 32100-2015 a division code of GB/T 2260, for development zones
one derived from it, 100000 for the national registrar. No province has a code from 90 to 99, so a number that begins there
belongs to nobody. The four digits behind are those of the county. An organisation code has no registrar inside; its series
begins with TT, which no series known to us does (recalled, not verified).
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import polars as pl

from zhiwei.law.identifiers import ORGANISATION_ALPHABET, USCC_ALPHABET
from zhiwei.population.synth.arrays import Ints

HIGHEST_PREFIX = 99
PREFIXES = 10
SEQUENCE = 10**7
MOST = PREFIXES * SEQUENCE
"""So many subjects can have numbers of their own."""
SERIES = "TT"
_SEQUENCE_CLASS = {
    "individual_business": 6,
    "limited_company": 2,
    "one_person_company": 2,
    "joint_stock_company": 2,
}
_OTHER_CLASS = 3
_USCC_KIND = {"individual_business": 2, "farmer_cooperative": 3}

Bytes = npt.NDArray[np.uint8]
_DIGITS = np.frombuffer(b"0123456789", dtype=np.uint8)
_USCC = np.frombuffer(USCC_ALPHABET.encode(), dtype=np.uint8)
_USCC_VALUE = np.array([max(USCC_ALPHABET.find(chr(c)), 0) for c in range(128)], dtype=np.int64)
_ORGANISATION_VALUE = np.array(
    [max(ORGANISATION_ALPHABET.find(chr(c)), 0) for c in range(128)], dtype=np.int64
)
_ORGANISATION_CHECK = np.frombuffer(b"0123456789X", dtype=np.uint8)
_ORGANISATION_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
_USCC_WEIGHTS = tuple(pow(3, place, 31) for place in range(17))
_MOD_11_10 = np.array([((p + d) % 10 or 10) * 2 % 11 for p in range(11) for d in range(10)], dtype=np.int64)


class Numbers:
    """Makes the three numbers of subjects from row, county and legal form."""

    def __init__(self, counties: tuple[str, ...], forms: tuple[str, ...]) -> None:
        self._county = np.array([[int(d) for d in code[2:]] for code in counties], dtype=np.int64)
        self._class = np.array([_SEQUENCE_CLASS.get(form, _OTHER_CLASS) for form in forms], dtype=np.int64)
        self._kind = np.array([_USCC_KIND.get(form, 1) for form in forms], dtype=np.int64)

    def of(self, row: Ints, place: Ints, form: Ints) -> dict[str, pl.Series]:
        """Registration number, organisation code, unified social credit code; ``row`` counts from 0, below ``MOST``."""
        registrar = self._registrar(row, place)
        organisation = _organisation(row)
        return {
            "registration_number": _text(self._registration(registrar, row, form)),
            "organisation_code": _text(organisation),
            "uscc": _text(self._credit(registrar, organisation, form)),
        }

    def _registrar(self, row: Ints, place: Ints) -> Bytes:
        prefix = HIGHEST_PREFIX - row // SEQUENCE
        digits = [prefix // 10, prefix % 10, *self._county.take(place, axis=0).T]
        return np.stack([_DIGITS.take(d) for d in digits], axis=1)

    def _registration(self, registrar: Bytes, row: Ints, form: Ints) -> Bytes:
        number = np.empty((len(row), 15), dtype=np.uint8)
        number[:, :6] = registrar
        number[:, 6] = _DIGITS.take(self._class.take(form))
        rest = row % SEQUENCE
        for position in range(13, 6, -1):
            rest, digit = np.divmod(rest, 10)
            number[:, position] = _DIGITS.take(digit)
        product = np.full(len(row), 10, dtype=np.int64)
        for position in range(14):
            product = _MOD_11_10.take(product * 10 + (number[:, position] - _DIGITS[0]))
        number[:, 14] = _DIGITS.take((11 - product) % 10)
        return number

    def _credit(self, registrar: Bytes, organisation: Bytes, form: Ints) -> Bytes:
        number = np.empty((len(form), 18), dtype=np.uint8)
        number[:, 0] = _DIGITS[9]
        number[:, 1] = _DIGITS.take(self._kind.take(form))
        number[:, 2:8] = registrar
        number[:, 8:17] = organisation
        total = np.zeros(len(form), dtype=np.int64)
        for position, weight in enumerate(_USCC_WEIGHTS):
            total += weight * _USCC_VALUE.take(number[:, position])
        number[:, 17] = _USCC.take(-total % 31)
        return number


def _organisation(row: Ints) -> Bytes:
    number = np.empty((len(row), 9), dtype=np.uint8)
    number[:, :2] = np.frombuffer(SERIES.encode(), dtype=np.uint8)
    rest = row
    for position in range(7, 1, -1):
        rest, digit = np.divmod(rest, len(USCC_ALPHABET))
        number[:, position] = _USCC.take(digit)
    total = np.zeros(len(row), dtype=np.int64)
    for position, weight in enumerate(_ORGANISATION_WEIGHTS):
        total += weight * _ORGANISATION_VALUE.take(number[:, position])
    number[:, 8] = _ORGANISATION_CHECK.take(-total % 11)
    return number


def _text(number: Bytes) -> pl.Series:
    return pl.Series(number.view(f"S{number.shape[1]}").ravel()).cast(pl.String)
