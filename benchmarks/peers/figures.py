"""The law of 2012-06-30 as whoever writes the rules by hand would type it in: fen, persons, per mille.

Read from the documents, not from the rulebook: that the peers agree with the rulebook is also a check of these figures.
"""

from __future__ import annotations

import numpy as np

AS_OF_DAY = 15_521
"""2012-06-30, days since 1970-01-01."""
YUAN = 100
WAN = 10_000 * YUAN
HALF_LIMIT, INCOME_LIMIT = 6 * WAN, 30 * WAN
STAFF_LIMIT = (100, 80)
ASSETS_LIMIT = (3_000 * WAN, 1_000 * WAN)
VAT_MONTH, VAT_OCCASION = 2 * WAN, 500 * YUAN
FREE_FROM = 14_425
"""2009-06-30: founded later, the firm has not reached its third anniversary."""
HALF_FROM = 13_694
"""2007-06-30: founded later, the firm has not reached its fifth anniversary."""
COMPANIES = (0, 1, 2, 5)
"""Forms that pay the corporate income tax: limited, one-person and joint-stock companies, farmers' cooperatives."""
INDIVIDUALS = (6, 7)

UNUSED = -1
"""Where a row of the standard does not use an indicator."""
_NO = (UNUSED, UNUSED, UNUSED)
SIZE: tuple[tuple[tuple[int, int, int], tuple[int, int, int], tuple[int, int, int]], ...] = (
    # employees, revenue and assets (万元): lower bounds of small, medium, large
    (_NO, (50, 500, 20_000), _NO),  # agriculture
    ((20, 300, 1_000), (300, 2_000, 40_000), _NO),  # industry
    (_NO, (300, 6_000, 80_000), (300, 5_000, 80_000)),  # construction
    ((5, 20, 200), (1_000, 5_000, 40_000), _NO),  # wholesale
    ((10, 50, 300), (100, 500, 20_000), _NO),  # retail
    ((20, 300, 1_000), (200, 3_000, 30_000), _NO),  # transport
    ((20, 100, 200), (100, 1_000, 30_000), _NO),  # warehousing
    ((20, 300, 1_000), (100, 2_000, 30_000), _NO),  # post
    ((10, 100, 300), (100, 2_000, 10_000), _NO),  # accommodation
    ((10, 100, 300), (100, 2_000, 10_000), _NO),  # catering
    ((10, 100, 2_000), (100, 1_000, 100_000), _NO),  # information transmission
    ((10, 100, 300), (50, 1_000, 10_000), _NO),  # software and information technology
    (_NO, (100, 1_000, 200_000), (2_000, 5_000, 10_000)),  # real-estate development
    ((100, 300, 1_000), (500, 1_000, 5_000), _NO),  # property management
    ((10, 100, 300), _NO, (100, 8_000, 120_000)),  # leasing and business services
    ((10, 100, 300), _NO, _NO),  # other
)
OTHER = 15
PREFIXES = {
    **{f"{d:02}": 0 for d in range(1, 6)}, **{f"{d:02}": 1 for d in range(6, 47)},
    **{f"{d}": 2 for d in range(47, 51)}, "51": 3, "52": 4, **{f"{d}": 5 for d in range(54, 59)}, "60": 7, "61": 8,
    "62": 9, "63": 10, "64": 10, "65": 11, "701": 12, "702": 13, "71": 14, "72": 14,
}  # fmt: skip
"""Row of the standard by division or group of the industry code; whatever is not here is measured as other."""
EDITIONS = ({**PREFIXES, "59": 6}, {**PREFIXES, "591": 5, **{f"59{d}": 6 for d in (2, 3, 4, 5, 6, 9)}})
"""The same in the editions of 2011 and 2017."""
SHARES = {"3301": 500, "330106": 1_000, "330282": 350, "3303": 333, "3306": 800}
"""Decided shares of the reward, per mille, by city or county."""
DECLINED = "3302"
NONE_FILED, NONE_OFFERED = -1, -2


def size_rows(codes: tuple[str, ...]) -> np.ndarray:
    """Row of the size standard by edition and position of the industry code."""
    table = [[found.get(c[:3], found.get(c[:2], OTHER)) for c in codes] for found in EDITIONS]
    return np.array(table, np.uint8)


def size_limits() -> np.ndarray:
    """Lower bounds by row, indicator (employees, revenue, assets) and class, in persons and fen; -1 where unused."""
    scale = np.array([1, WAN, WAN])[None, :, None]
    bounds = np.array(SIZE, np.int64)
    return np.where(bounds == UNUSED, UNUSED, bounds * scale)


def shares(divisions: tuple[str, ...]) -> np.ndarray:
    """The share decided for each division, per mille; :data:`NONE_FILED`, :data:`NONE_OFFERED`."""
    out = []
    for code in divisions:
        declined = NONE_OFFERED if code.startswith(DECLINED) else NONE_FILED
        out.append(SHARES.get(code, SHARES.get(code[:4], declined)))
    return np.array(out, np.int16)
