"""Legal forms by size, and who holds a certificate: shares met exactly over the sizes of all firms."""

from __future__ import annotations

import numpy as np

from zhiwei.population.synth.activities import FORMS_OF_KIND, Classes
from zhiwei.population.synth.arrays import Floats, Small, shared
from zhiwei.population.synth.cells import Cells
from zhiwei.population.synth.sources import KINDS, SIZES, assumptions, targets

FINE = 1 << 12
ROUNDS = 60


def form_tables(cells: Cells, forms: tuple[str, ...]) -> Small:
    """Tables of positions in ``forms``, one of ``FINE`` entries for each (kind, size)."""
    wanted = targets()["legal_form_share"]["values"]
    tilt = assumptions()["legal_form_tilt"]
    enterprise = cells.kind == 0
    sizes = np.array([cells.share[enterprise & (cells.size == s)].sum() for s in range(len(SIZES))])
    joint = np.array([[float(wanted[f]) * tilt[f][s] for s in SIZES] for f in wanted])
    margin = np.array([float(wanted[f]) for f in wanted])
    for _ in range(ROUNDS):
        joint *= sizes / joint.sum(axis=0)
        joint *= (margin / margin.sum() * sizes.sum() / joint.sum(axis=1))[:, None]
    names = list(wanted)
    found = []
    for kind in KINDS:
        for s in range(len(SIZES)):
            if kind == "enterprise":
                weights = [joint[names.index(f), s] if f in names else 0.0 for f in forms]
                found.append(shared(weights if sum(weights) else margin, FINE))
            else:
                found.append(np.full(FINE, forms.index(FORMS_OF_KIND[kind]), dtype=np.uint16))
    return np.concatenate(found)


def innovation_shares(cells: Cells, classes: Classes) -> tuple[Floats, Floats]:
    """By cell: the share with a high-tech certificate, and recognised as technology-based, so that the counts hold."""
    weight = assumptions()["innovation_weight"]
    by_cell = np.array([
        weight["sections"].get(classes.activities[a].section, 0) * weight["sizes"][SIZES[s]] * (k == 0)
        for a, s, k in zip(cells.activity, cells.size, cells.kind, strict=True)
    ], dtype=np.float64)  # fmt: skip
    firms = cells.kind == 0
    total = float((by_cell * cells.share)[firms].sum())
    if not total:
        return by_cell, by_cell
    universe = float(targets()["universe"]["enterprise"]["value"])
    rates = [
        float(targets()["innovation"][name]["value"]) / universe * cells.share[firms].sum() / total
        for name in ("high_tech_certified", "technology_based")
    ]
    return by_cell * rates[0], by_cell * rates[1]
