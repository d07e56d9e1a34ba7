"""Loading checks what a measure is made of."""

from __future__ import annotations

from typing import Any

import pytest

from tests.engine import meadowland
from tests.engine.meadowland import BRIDGE
from tests.engine.written import module
from zhiwei.engine import Force, Measure, Modality
from zhiwei.engine.errors import LoadError

PLAIN: dict[str, Any] = {
    "id": "7.2", "entity": "mill", "modality": Modality.DUTY, "force": Force.MUST, "zh": "试", "en": "tried", "cites": ("7.1",),
}  # fmt: skip


def refusal(*measures: Measure) -> list[str]:
    """The defects of Meadowland with further measures."""
    extra = module("")
    extra.__dict__.update({f"m{i}": m for i, m in enumerate(measures)})
    with pytest.raises(LoadError) as caught:
        meadowland.book(meadowland, extra)
    return [str(d) for d in caught.value.defects]


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        (
            {"criteria": ("small_mil",)},
            "measure 7.2: unknown name small_mil (did you mean small_mill or is_mill or small_hands?)",
        ),
        ({"criteria": ("may_cross",)}, "measure 7.2: unknown name may_cross"),
        ({"criteria": ("hands",)}, "measure 7.2: hands is count[person], a criterion must be a flag"),
        ({"scope": ("grain",)}, "measure 7.2: grain is enum[Grain], a criterion must be a flag"),
        ({"amount": "hands"}, "measure 7.2: hands is count[person], an amount must be money"),
        ({"maximum": "small_mill"}, "measure 7.2: small_mill is flag, an amount must be money"),
        ({"amount": "tols"}, "measure 7.2: unknown name tols (did you mean toll or stop_loss?)"),
        (
            {"window": ("bridge_opens",)},
            "measure 7.2: unknown name bridge_opens (did you mean bridge_open or bridge_share or bridge_grant?)",
        ),
        ({"delegated": ("toll_rate",)}, "measure 7.2: toll_rate is not a delegated parameter"),
        ({"criteria": ("free_income",)}, "measure 7.2: free_income is money, a criterion must be a flag"),
        ({"amount": "toll_rate"}, "measure 7.2: toll_rate is rate, an amount must be money"),
        ({"entity": "mil"}, "measure 7.2: unknown entity mil (did you mean mill?)"),
        ({"cites": ()}, "measure 7.2: cites nothing"),
        ({"cites": ("Dyke Act",)}, "measure 7.2: cites Dyke Act, which is not registered"),
    ],
)
def test_is_refused(changed: dict[str, Any], expected: str) -> None:
    assert refusal(Measure(**PLAIN | changed)) == [expected]


def test_all_defects_of_a_measure_at_once() -> None:
    assert refusal(Measure(**PLAIN | {"criteria": ("hands", "small_mil"), "amount": "grain"})) == [
        "measure 7.2: unknown name small_mil (did you mean small_mill or is_mill or small_hands?)",
        "measure 7.2: hands is count[person], a criterion must be a flag",
        "measure 7.2: grain is enum[Grain], an amount must be money",
    ]


def test_two_measures_of_one_id() -> None:
    twin = Measure(**PLAIN | {"id": BRIDGE.id})
    assert refusal(twin) == ["measures: declared twice: 7.1"]


def test_measures_stand_in_the_order_of_the_sentences() -> None:
    extra = module("")
    for i, name in enumerate(("10.1", "7.10", "7.1/b", "7.2", "7.1/a")):
        extra.__dict__[f"m{i}"] = Measure(**PLAIN | {"id": name})
    made = meadowland.book(meadowland, extra)
    assert list(made.measures) == ["7.1", "7.1/a", "7.1/b", "7.2", "7.10", "8.1/cart", "10.1"]
