"""(十六) 经营者培训: attendances that count, and funded places of owners."""

from __future__ import annotations

from zhiwei.engine import Count, Flag, Force, Measure, Modality, rule


@rule(
    entity="training_place",
    zh="所在企业为小微企业",
    en="the firm is small or micro",
    cites=("16.2", "16.3", "35.1"),
)
def trainee_firm_is_small(firm__small_or_micro: Flag) -> Flag:
    """所在企业为小微企业."""
    return firm__small_or_micro


@rule(entity="training_place", zh="本年度还有名额", en="a place is left this year", cites=("16.3",))
def training_place_left(places_taken: Count, funded_owners_per_year: Count) -> Flag:
    """本年度还有名额: the next owner after the last place goes on the waiting list."""
    return places_taken < funded_owners_per_year


@rule(entity="training_place", zh="本年度未获资助", en="not funded this year yet", cites=("16.3",))
def not_funded_this_year(funded_this_year: Flag) -> Flag:
    """本年度未获资助: an owner is funded once a year."""
    return not funded_this_year


ATTENDANCE = Measure(
    id="16.2/attendance",
    entity="training_place",
    modality=Modality.BENEFIT,
    force=Force.MUST,
    zh="小微企业经营者短期培训",
    en="short training of owners and managers",
    window=("training_window",),
    criteria=("trainee_firm_is_small", "trainer_qualified", "chosen_by_trainee", "attendance_proved"),
    cites=("16.2",),
)

FUNDED_PLACE = Measure(
    id="16.3/place",
    entity="training_place",
    modality=Modality.BENEFIT,
    force=Force.MUST,
    zh="小微企业主创业能力提升培训资助",
    en="funded training of an owner",
    scope=("owner_of_firm",),
    window=("training_window",),
    criteria=(
        "trainee_firm_is_small",
        "potential_confirmed",
        "not_funded_this_year",
        "training_place_left",
    ),
    cites=("16.3",),
)
