"""The calibration data as read from the files beside this package."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import yaml

DATA = Path(__file__).parents[1] / "data"
KINDS = ("enterprise", "cooperative", "individual")
"""Kinds of subjects: enterprises, farmers' cooperatives, individual businesses."""
SIZES = ("micro", "small", "medium", "large")
"""Size classes from the smallest up; positions in this list stand for them in arrays."""


@cache
def targets() -> Mapping[str, Any]:
    """Targets and tolerances, each with its grade."""
    return _yaml("calibration_targets.yaml")


@cache
def assumptions() -> Mapping[str, Any]:
    """The generator's own assumptions, grade D."""
    return _yaml("synth_model.yaml")


@cache
def name_parts() -> Mapping[str, Any]:
    """Morphemes of names."""
    return _yaml("name_parts.yaml")


@cache
def table(name: str) -> tuple[Mapping[str, str], ...]:
    """The rows of a CSV file of the data folder."""
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))


def group_of(section: str) -> str:
    """The group of a section: industry, construction, trade, real_estate, agriculture or services."""
    groups: Mapping[str, list[str]] = assumptions()["section_groups"]
    return next(name for name, sections in groups.items() if section in sections)


def sector_of(section: str) -> str:
    """The sector of a section: primary, secondary or tertiary."""
    sectors: Mapping[str, list[str]] = assumptions()["sectors"]
    return next((name for name, sections in sectors.items() if section in sections), "tertiary")


def _yaml(name: str) -> Mapping[str, Any]:
    with (DATA / name).open(encoding="utf-8") as file:
        read: Mapping[str, Any] = yaml.load(file, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    return read
