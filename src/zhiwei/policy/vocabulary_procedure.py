"""Closed lists of words of registration, procurement and fees (枚举)."""

from zhiwei.engine import Vocabulary


class ContributionKind(Vocabulary):
    """出资方式 (17.3) and the kinds that 公司登记管理条例第十四条 forbids."""

    MONEY = "money", "货币", "money"
    GOODS = "goods", "实物", "goods"
    LAND_USE_RIGHT = "land_use_right", "土地使用权", "land-use right"
    EQUITY = "equity", "股权", "equity"
    CLAIM = "claim", "债权", "claim"
    INTELLECTUAL_PROPERTY = "intellectual_property", "知识产权", "intellectual property"
    FOREST_RIGHT = "forest_right", "林权", "forest right"
    SEA_USE_RIGHT = "sea_use_right", "海域使用权", "sea-use right"
    LABOUR = "labour", "劳务", "labour"
    CREDIT = "credit", "信用", "personal credit"
    PERSONAL_NAME = "personal_name", "自然人姓名", "name of a natural person"
    GOODWILL = "goodwill", "商誉", "goodwill"
    FRANCHISE = "franchise", "特许经营权", "franchise"
    ENCUMBERED_PROPERTY = "encumbered_property", "设定担保的财产", "property given as security"


class DayKind(Vocabulary):
    """How the 一周 of 17.4 is counted."""

    CALENDAR = "calendar", "自然日", "calendar days"
    WORKING = "working", "工作日", "working days"


class RegistrationService(Vocabulary):
    """What a registration office charges for (17.7)."""

    ESTABLISHMENT = "establishment", "设立登记", "registration of a new enterprise"
    CAPITAL_INCREASE = "capital_increase", "增加注册资本登记", "registration of a capital increase"
    CHANGE = "change", "变更登记", "registration of another change"
    ANNUAL_INSPECTION = "annual_inspection", "企业年检", "annual inspection"
    LICENCE_REPLACEMENT = "licence_replacement", "补（换）营业执照", "replacement of the licence"
    LICENCE_COPY = "licence_copy", "营业执照副本", "further copy of the licence"


class FeeReliefTest(Vocabulary):
    """By what 小微企业 is told for the registration fees of 17.7."""

    SIZE_CLASS = "size_class", "划型标准", "size class of 35.1"
    REGISTERED_CAPITAL = (
        "registered_capital",
        "注册资本限额",
        "registered capital, by sector (Zhejiang's notice)",
    )


class EconomicSector(Vocabulary):
    """三次产业."""

    PRIMARY = "primary", "第一产业", "primary sector"
    SECONDARY = "secondary", "第二产业", "secondary sector"
    TERTIARY = "tertiary", "第三产业", "tertiary sector"


class TechnologyShareBase(Vocabulary):
    """What the 50–70 % of 20.4 is a share of."""

    ASSET_VALUE = "asset_value", "无形资产评估价值", "the appraised value of the asset"
    FIRM_CAPITAL = "firm_capital", "企业注册资本", "the registered capital of the firm"


class ProjectKind(Vocabulary):
    """政府采购项目类别."""

    GOODS = "goods", "货物", "goods"
    SERVICES = "services", "服务", "services"
    WORKS = "works", "工程", "works"


class PayerKind(Vocabulary):
    """付款方类别 of a payment to an SME."""

    PUBLIC_BODY = "public_body", "机关、事业单位", "public body"
    LARGE_FIRM = "large_firm", "大型企业", "large firm"
    OTHER = "other", "其他付款方", "another payer"


class MonopolySector(Vocabulary):
    """垄断服务行业 named by 29.5."""

    ROAD = "road", "公路", "roads"
    RAILWAY = "railway", "铁路", "railways"
    AIRPORT = "airport", "机场", "airports"
    PORT = "port", "港口", "ports"
    TELECOMMUNICATION = "telecommunication", "通信", "telecommunications"
    CUSTOMS = "customs", "海关", "customs"
    COMMODITY_INSPECTION = "commodity_inspection", "商检", "commodity inspection"


class FeeItem(Vocabulary):
    """行政事业性收费项目 (29.2): the items known of the 32, and ``other`` for all the rest."""

    ENTERPRISE_REGISTRATION = "enterprise_registration", "企业注册登记费", "enterprise registration"
    TAX_INVOICE = "tax_invoice", "税务发票工本费", "tax invoice production"
    CUSTOMS_SUPERVISION = "customs_supervision", "海关监管手续费", "customs supervision"
    SHIPMENT_CERTIFICATE = "shipment_certificate", "装船证费", "shipment certificate"
    HANDICRAFT_CERTIFICATE = "handicraft_certificate", "手工制品证书费", "handicraft certificate"
    TEXTILE_ORIGIN = "textile_origin", "纺织品原产地证明书费", "textile certificate of origin"
    GENERAL_ORIGIN = "general_origin", "签发一般原产地证书费", "issue of a general certificate of origin"
    GENERAL_ORIGIN_FORM = (
        "general_origin_form",
        "一般原产地证工本费",
        "form of the general certificate of origin",
    )
    ORGANISATION_CODE = "organisation_code", "组织机构代码证书工本费", "organisation code certificate"
    GOODS_ORIGIN = "goods_origin", "货物原产地证明书费", "certificate of origin of goods"
    ATA_CARNET = "ata_carnet", "ATA单证册收费", "ATA carnet"
    LAND_REGISTRATION = "land_registration", "土地登记费", "land registration"
    SOFTWARE_COPYRIGHT = "software_copyright", "计算机软件著作权登记费", "software copyright registration"
    FARM_MACHINERY = "farm_machinery", "农机监理费", "farm machinery supervision"
    NEW_VETERINARY_DRUG = "new_veterinary_drug", "新兽药审批费", "approval of a new veterinary drug"
    VETERINARY_IMPORT = "veterinary_import", "《进口兽药许可证》审批费", "import licence of a veterinary drug"
    VETERINARY_PRODUCT = (
        "veterinary_product",
        "已生产兽药品种注册登记费",
        "registration of a veterinary drug in production",
    )
    FOREST_CERTIFICATE = "forest_certificate", "林权证工本费", "forest right certificate"
    STAR_PLAQUE = "star_plaque", "星级标牌(含星级证书)工本费", "hotel star plaque and certificate"
    SCENIC_PLAQUE = "scenic_plaque", "A级旅游景区标牌工本费", "scenic area plaque"
    TOURISM_SITE_PLAQUE = (
        "tourism_site_plaque",
        "工农业旅游示范点标牌(含证书)工本费",
        "tourism demonstration site plaque",
    )
    HALAL_CERTIFICATION = "halal_certification", "清真食品认证费", "halal food certification"
    TENDER_DOCUMENT = "tender_document", "政府采购招标文件制作工本费", "procurement tender document"
    OTHER = "other", "其他收费项目", "any other item"
