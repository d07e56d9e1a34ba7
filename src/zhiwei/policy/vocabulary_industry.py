"""Words of the size standard (划型标准) and of the industry fields that articles 3, 8 and 11 name."""

from zhiwei.engine import Vocabulary


class SizeIndustry(Vocabulary):
    """The sixteen rows of the size standard, in its order, and what stands outside them."""

    AGRICULTURE = "agriculture", "农、林、牧、渔业", "agriculture, forestry, animal husbandry and fishery"
    INDUSTRY = "industry", "工业", "industry (mining, manufacturing, utilities)"
    CONSTRUCTION = "construction", "建筑业", "construction"
    WHOLESALE = "wholesale", "批发业", "wholesale"
    RETAIL = "retail", "零售业", "retail"
    TRANSPORT = "transport", "交通运输业", "transport (without railways)"
    WAREHOUSING = "warehousing", "仓储业", "warehousing"
    POSTAL = "postal", "邮政业", "postal services"
    ACCOMMODATION = "accommodation", "住宿业", "accommodation"
    CATERING = "catering", "餐饮业", "catering"
    INFO_TRANSMISSION = "info_transmission", "信息传输业", "information transmission"
    SOFTWARE_IT = "software_it", "软件和信息技术服务业", "software and information technology services"
    REAL_ESTATE_DEV = "real_estate_dev", "房地产开发经营", "real-estate development"
    PROPERTY_MGMT = "property_mgmt", "物业管理", "property management"
    LEASING_BUSINESS = "leasing_business", "租赁和商务服务业", "leasing and business services"
    OTHER = "other", "其他未列明行业", "other industries not listed"
    NOT_COVERED = "not_covered", "不在标准所列行业内", "outside the standard"


class SizeByIndicator(Vocabulary):
    """The class that one indicator gives by itself."""

    LARGE = "large", "大型", "large"
    MEDIUM = "medium", "中型", "medium"
    SMALL = "small", "小型", "small"
    MICRO = "micro", "微型", "micro"
    NOT_USED = "not_used", "本行业不用此指标", "the row does not use this indicator"


class SizeReference(Vocabulary):
    """Reading of 参照: who is classed by the standard though it does not list them."""

    BY_REFERENCE = (
        "by_reference",
        "个体工商户和未列行业参照划型",
        "individual businesses and industries not listed are classed by reference",
    )
    LISTED_ONLY = "listed_only", "仅所列行业的企业", "only enterprises of the listed industries"


class ProducerServiceField(Vocabulary):
    """生产服务型: the nine fields of sentence 3.4."""

    INDUSTRIAL_DESIGN = "industrial_design", "工业设计", "industrial design"
    FINANCE = "finance", "金融", "finance"
    INFORMATION = "information", "信息", "information"
    EXHIBITION = "exhibition", "会展", "conventions and exhibitions"
    SCIENCE_TECHNOLOGY = "science_technology", "科技", "science and technology"
    EDUCATION_TRAINING = "education_training", "教育培训", "education and training"
    MODERN_LOGISTICS = "modern_logistics", "现代物流", "modern logistics"
    ARCHITECTURAL_DESIGN = "architectural_design", "建筑设计", "architectural design"
    ENGINEERING_CONSULTING = "engineering_consulting", "工程建设咨询", "construction engineering consulting"
    NONE = "none", "不属于所列领域", "none of the listed fields"


class ConsumerServiceField(Vocabulary):
    """生活服务型: the five fields of sentence 3.5."""

    COMMUNITY_SERVICE = "community_service", "社区服务", "community services"
    CONVENIENCE_COMMERCE = "convenience_commerce", "便民商业", "convenience commerce"
    CULTURAL_CREATIVITY = "cultural_creativity", "文化创意", "culture and creativity"
    TOURISM_TRANSPORT = "tourism_transport", "旅游交通", "tourism and passenger transport"
    SPORTS_HEALTH = "sports_health", "体育卫生", "sports and health"
    NONE = "none", "不属于所列领域", "none of the listed fields"


class AgriculturalSupportField(Vocabulary):
    """农业产业化配套服务: the three fields of sentence 3.6."""

    TECHNOLOGY_EXTENSION = "technology_extension", "农技推广", "farm technology extension"
    TRADE_MARKETING = "trade_marketing", "贸易营销", "trade and marketing of farm products"
    INPUT_DISTRIBUTION = "input_distribution", "农资配送", "distribution of farm inputs"
    NONE = "none", "不属于所列领域", "none of the listed fields"


class HighTechnologyServiceField(Vocabulary):
    """高技术服务: the nine fields of sentence 8.1."""

    RESEARCH_DESIGN = "research_design", "研发设计服务", "research, development and design"
    INTELLECTUAL_PROPERTY = "intellectual_property", "知识产权服务", "intellectual-property services"
    INSPECTION_TESTING = "inspection_testing", "检验检测服务", "inspection and testing"
    TECHNOLOGY_TRANSFER = "technology_transfer", "科技成果转化服务", "transfer of scientific results"
    ENERGY_SAVING = "energy_saving", "节能减排技术推广服务", "promotion of energy-saving technology"
    INFORMATION_TECHNOLOGY = "information_technology", "信息技术服务", "information technology services"
    DIGITAL_CONTENT = "digital_content", "网络数字内容服务", "online digital content"
    ELECTRONIC_COMMERCE = "electronic_commerce", "电子商务服务", "electronic commerce services"
    BIOTECHNOLOGY = "biotechnology", "生物技术服务", "biotechnology services"
    NONE = "none", "不属于所列领域", "none of the listed fields"


class HighConsumptionIndustry(Vocabulary):
    """高耗能高污染行业: the eight industries of sentence 11.2."""

    SMELTING = "smelting", "冶炼", "smelting"
    PAPERMAKING = "papermaking", "造纸", "papermaking"
    DYEING_PRINTING = "dyeing_printing", "印染", "dyeing and printing of textiles"
    CEMENT = "cement", "水泥", "cement"
    LEATHER_TANNING = "leather_tanning", "制革", "leather tanning"
    CHEMICALS = "chemicals", "化工", "chemicals"
    CHEMICAL_FIBRES = "chemical_fibres", "化纤", "chemical fibres"
    ELECTROPLATING = "electroplating", "电镀", "electroplating"
    NONE = "none", "不属于所列行业", "none of the listed industries"


class OutdatedCapacityCriterion(Vocabulary):
    """落后产能界定标准: the list by which an authority found a firm's capacity outdated."""

    STATE_COUNCIL_2010 = (
        "state_council_2010",
        "国务院关于进一步加强淘汰落后产能工作的通知所列",
        "listed in the State Council notice on phasing out outdated capacity",
    )
    MIIT_GUIDE_2010 = (
        "miit_guide_2010",
        "部分工业行业淘汰落后生产工艺装备和产品指导目录（2010年本）所列",
        "listed in the 2010 guide of obsolete processes, equipment and products",
    )
    NATIONAL_CATALOGUE = (
        "national_catalogue",
        "产业结构调整指导目录淘汰类所列",
        "in the phase-out part of the national catalogue for restructuring",
    )
    RELATIVE = "relative", "相对落后产能（地方认定）", "relatively outdated, as found by the locality"
    NONE = "none", "未被认定为落后产能", "not found outdated"
