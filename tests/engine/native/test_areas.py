"""Places of columns in the two scratch areas: apart while both are needed, used again afterwards."""

from __future__ import annotations

import pytest

from zhiwei.engine.native.areas import Areas, places_of
from zhiwei.engine.native.narrow import fits_byte
from zhiwei.engine.types import ValueType


def test_input_columns_stand_first_in_their_own_area() -> None:
    assert places_of([False, True, False, True, True]) == [0, 0, 1, 1, 2]
    assert Areas([False, True, False], ()).sizes == (2, 1)
    assert Areas([], ()).sizes == (1, 1)


def test_a_place_is_used_again_when_no_later_loop_reads_it() -> None:
    areas = Areas([False], {"s1", "n0"})
    loops = [
        (["c0"], ["v1", "s1", "v9"]),
        (["v1", "s1"], ["v2"]),
        (["v2"], ["v3", "n0"]),
        (["v3"], ["n3"]),
    ]
    areas.place(loops, {"n0", "n3"})
    assert "v9" not in areas  # no other loop reads it
    assert areas.places["v1"] == areas.places["v3"] == 1  # v1 is done with before v3 is set
    assert areas.places["v2"] == areas.places["n3"] == 2  # v2 is read by the loop that sets v3
    assert areas.places["s1"] == areas.places["n0"] == 0
    assert areas.sizes == (3, 1)


def test_results_keep_their_places_to_the_end() -> None:
    areas = Areas([], ())
    areas.place([([], ["n0"]), (["n0"], ["n4"]), ([], ["n8"])], {"n0", "n4", "n8"})
    assert sorted(areas.places[name] for name in ("n0", "n4", "n8")) == [0, 1, 2]


def test_bytes_are_read_as_numbers_and_numbers_kept_as_bytes() -> None:
    areas = Areas([False, True], {"s5"})
    areas.place([([], ["s5", "v5"]), (["s5", "v5"], [])], ())
    assert areas.read("c1").startswith("np.float64(narrow[i + ")
    assert areas.read("v5").startswith("wide[i + ")
    assert areas.write("s5").startswith("narrow[i + ")
    assert areas.write("s5").endswith("= np.uint8(np.int32(s5))")


@pytest.mark.parametrize(
    ("kind", "members", "fits"),
    [("flag", 0, True), ("enum", 256, True), ("enum", 257, False), ("count", 0, False), ("money", 0, False)],
)
def test_what_fits_a_byte(kind: str, members: int, fits: bool) -> None:
    assert fits_byte(ValueType(kind, enum="E" if kind == "enum" else None), members) is fits
