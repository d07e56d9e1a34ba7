"""孵化器税收优惠: which incubators are free of which tax, by period."""

from __future__ import annotations

from zhiwei.engine import Flag, rule
from zhiwei.policy.vocabulary_tax import IncubatorStatus, IncubatorTaxKind


@rule(
    entity="incubator_tax",
    zh="属于优惠的税种",
    en="a tax that the relief covers",
    cites=("财税〔2013〕117号#一", "财税〔2018〕120号#一"),
)
def incubator_tax_covered(incubator_tax_kind: IncubatorTaxKind) -> Flag:
    """属于优惠的税种: on premises, and on the services."""
    return incubator_tax_kind != IncubatorTaxKind.OTHER


@rule(
    entity="incubator_tax",
    zh="该税种优惠在施行期间",
    en="the relief of this tax is in force",
    cites=("财税〔2013〕117号#一", "财税〔2018〕120号#一"),
)
def incubator_relief_in_force(
    incubator_tax_kind: IncubatorTaxKind, incubator_property_relief: Flag, incubator_service_relief: Flag
) -> Flag:
    """该税种优惠在施行期间: the services have a period of their own, as VAT was changed in 2026."""
    if incubator_tax_kind == IncubatorTaxKind.SERVICE:
        return incubator_service_relief
    return incubator_property_relief


@rule(
    entity="incubator_tax",
    zh="级别符合",
    en="status that has the relief",
    cites=("财税〔2011〕59号#一", "财税〔2013〕117号#一", "财税〔2016〕89号#一"),
    valid=("2008-01-01", "2018-12-31"),
)
def incubator_status_met(incubator_status: IncubatorStatus) -> Flag:
    """级别符合: national ones only."""
    return incubator_status == IncubatorStatus.NATIONAL


@rule(
    entity="incubator_tax",
    variable="incubator_status_met",
    zh="级别符合",
    en="status that has the relief",
    cites=("财税〔2018〕120号#一", "财政部 税务总局 科技部 教育部公告2023年第42号#一"),
    valid=("2019-01-01", None),
)
def incubator_status_met_since_2019(incubator_status: IncubatorStatus) -> Flag:
    """级别符合: national and provincial ones, and maker spaces that the state recorded."""
    return incubator_status != IncubatorStatus.OTHER
