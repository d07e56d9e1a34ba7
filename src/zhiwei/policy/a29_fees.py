"""(二十九) 进一步减轻企业负担: administrative fees, service charges and dues, monopoly charges."""

from __future__ import annotations

from zhiwei.engine import Flag, Force, Keyed, Measure, Modality, Money, Rate, rule
from zhiwei.policy.vocabulary import PayeeKind
from zhiwei.policy.vocabulary_procedure import FeeItem, MonopolySector

# ---------------------------------------------------------------- 29.2


@rule(
    entity="administrative_fee",
    zh="收费项目已取消",
    en="fee item abolished for all",
    cites=("29.2", "财税〔2014〕101号#一", "财综〔2012〕97号"),
)
def fee_abolished(
    fee_item: FeeItem,
    fee_invoice_abolished: Flag,
    fee_items_abolished: Keyed[Flag],
    fee_listed_abolished: Flag,
    fee_unlisted_abolished: Flag,
) -> Flag:
    """收费项目已取消 for everyone; unknown where neither the item nor its list was found."""
    if fee_item == FeeItem.TAX_INVOICE:
        return fee_invoice_abolished
    if fee_item in fee_items_abolished:
        return fee_items_abolished[fee_item]
    if fee_item == FeeItem.OTHER:
        return fee_unlisted_abolished
    return fee_listed_abolished


@rule(entity="administrative_fee", zh="仍在征收的项目", en="fee item still charged", cites=("29.2",))
def fee_still_charged(fee_abolished: Flag) -> Flag:
    """仍在征收的项目: only such a fee can be waived."""
    return not fee_abolished


@rule(
    entity="administrative_fee",
    zh="小微企业免征项目",
    en="fee item waived for small and micro enterprises",
    cites=("29.2", "财综〔2011〕104号", "浙财综〔2011〕126号", "财税〔2014〕101号#二"),
)
def fee_item_waived(
    fee_item: FeeItem, fee_items_waived: Keyed[Flag], fee_added_waived: Flag, fee_unlisted_waived: Flag
) -> Flag:
    """小微企业免征项目: known for the listed items only, as the list itself was found in part.

    The item that Zhejiang added has a parameter of its own, so that the answer names the notice that added it.
    """
    if fee_item == FeeItem.TENDER_DOCUMENT:
        return fee_added_waived
    if fee_item in fee_items_waived:
        return fee_items_waived[fee_item]
    return fee_unlisted_waived


@rule(
    entity="administrative_fee", zh="缴费企业为小微企业", en="payer is small or micro", cites=("29.2", "35.1")
)
def fee_payer_is_small(payer__small_or_micro: Flag) -> Flag:
    """缴费企业为小微企业."""
    return payer__small_or_micro


@rule(
    entity="administrative_fee",
    variable="fee_payable",
    zh="应缴行政事业性收费",
    en="administrative fee payable",
    cites=("29.2",),
    valid=(None, "2011-12-31"),
)
def fee_before_waiver(tariff: Money) -> Money:
    """应缴行政事业性收费, fen: the tariff."""
    return tariff


@rule(
    entity="administrative_fee",
    variable="fee_payable",
    zh="应缴行政事业性收费",
    en="administrative fee payable",
    cites=("29.2",),
    valid=("2012-01-01", None),
)
def fee_under_waiver(
    tariff: Money, fee_abolished: Flag, fee_item_waived: Flag, fee_payer_is_small: Flag
) -> Money:
    """应缴行政事业性收费, fen: nothing for an abolished item, nothing for a small firm's waived item, else the tariff."""
    if fee_abolished:
        return 0
    if fee_payer_is_small and fee_item_waived:
        return 0
    return tariff


@rule(entity="administrative_fee", zh="免征金额", en="administrative fee saved", cites=("29.2",))
def fee_saved(tariff: Money, fee_payable: Money) -> Money:
    """免征金额, fen."""
    return tariff - fee_payable


FEE_WAIVER = Measure(
    id="29.2",
    entity="administrative_fee",
    modality=Modality.BENEFIT,
    force=Force.MUST,
    zh="免征行政事业性收费",
    en="waiver of administrative fees",
    window=("fee_waiver_window",),
    criteria=("fee_payer_is_small", "fee_item_waived", "fee_still_charged"),
    amount="fee_saved",
    cites=("29.2",),
)

# ---------------------------------------------------------------- 29.3


@rule(entity="service_charge", zh="属于减收的收费单位", en="payee bound by the reduction", cites=("29.3",))
def payee_covered(payee_kind: PayeeKind) -> Flag:
    """属于减收的收费单位: 行政单位, 事业单位, 社会团体."""
    return payee_kind in (
        PayeeKind.ADMINISTRATIVE,
        PayeeKind.PUBLIC_INSTITUTION,
        PayeeKind.SOCIAL_ORGANISATION,
    )


@rule(entity="service_charge", zh="缴费企业为小微企业", en="payer is small or micro", cites=("29.3", "35.1"))
def charge_payer_is_small(payer__small_or_micro: Flag) -> Flag:
    """缴费企业为小微企业."""
    return payer__small_or_micro


@rule(entity="service_charge", zh="减按后应付", en="charge payable", cites=("29.3",), rounding="half_up")
def charge_payable(
    tariff: Money, payee_covered: Flag, charge_payer_is_small: Flag, service_charge_share: Rate
) -> Money:
    """减按后应付, fen, rounded half up to the fen: the share of the tariff for small firms, else the tariff."""
    if payee_covered and charge_payer_is_small:
        return tariff * service_charge_share
    return tariff


@rule(entity="service_charge", zh="减收金额", en="charge saved", cites=("29.3",))
def charge_saved(tariff: Money, charge_payable: Money) -> Money:
    """减收金额, fen."""
    return tariff - charge_payable


REDUCED_CHARGE = Measure(
    id="29.3",
    entity="service_charge",
    modality=Modality.BENEFIT,
    force=Force.MUST,
    zh="服务收费和会费减收",
    en="reduced service charges and dues",
    scope=("payee_covered",),
    window=("service_charge_window",),
    criteria=("charge_payer_is_small",),
    amount="charge_saved",
    cites=("29.3",),
)

# ---------------------------------------------------------------- 29.5


@rule(entity="monopoly_charge", zh="优惠比例", en="discount of the sector", cites=("29.5",))
def monopoly_discount(
    monopoly_sector: MonopolySector,
    road_discount: Rate,
    railway_discount: Rate,
    airport_discount: Rate,
    port_discount: Rate,
    telecommunication_discount: Rate,
    customs_discount: Rate,
    commodity_inspection_discount: Rate,
) -> Rate:
    """优惠比例 filed for the sector; 29.5 asks for one and names none."""
    if monopoly_sector == MonopolySector.ROAD:
        return road_discount
    if monopoly_sector == MonopolySector.RAILWAY:
        return railway_discount
    if monopoly_sector == MonopolySector.AIRPORT:
        return airport_discount
    if monopoly_sector == MonopolySector.PORT:
        return port_discount
    if monopoly_sector == MonopolySector.TELECOMMUNICATION:
        return telecommunication_discount
    if monopoly_sector == MonopolySector.CUSTOMS:
        return customs_discount
    return commodity_inspection_discount


@rule(entity="monopoly_charge", zh="已定优惠", en="discount granted", cites=("29.5",))
def monopoly_discount_granted(monopoly_discount: Rate) -> Flag:
    """已定优惠: a discount was filed and is not nothing."""
    return monopoly_discount > 0


@rule(entity="monopoly_charge", zh="缴费企业为小微企业", en="payer is small or micro", cites=("29.5", "35.1"))
def monopoly_payer_is_small(payer__small_or_micro: Flag) -> Flag:
    """缴费企业为小微企业."""
    return payer__small_or_micro


@rule(entity="monopoly_charge", zh="优惠金额", en="amount of the discount", cites=("29.5",))
def monopoly_discount_amount(tariff: Money, monopoly_discount: Rate, monopoly_payer_is_small: Flag) -> Money:
    """优惠金额, fen, rounded half up."""
    if monopoly_payer_is_small:
        return tariff * monopoly_discount
    return 0


MONOPOLY_DISCOUNT = Measure(
    id="29.5",
    entity="monopoly_charge",
    modality=Modality.BENEFIT,
    force=Force.MUST,
    zh="垄断服务收费优惠",
    en="discount of monopoly services",
    criteria=("monopoly_payer_is_small", "monopoly_discount_granted"),
    amount="monopoly_discount_amount",
    cites=("29.5",),
)
