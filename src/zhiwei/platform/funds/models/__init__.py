"""What the room keeps: runs of programmes and what they found, venture capital, schemes of guarantee compensation, fiscal revenue."""

from zhiwei.platform.funds.models.findings import Finding
from zhiwei.platform.funds.models.guarantees import Scheme
from zhiwei.platform.funds.models.runs import Run
from zhiwei.platform.funds.models.special import FiscalRevenue
from zhiwei.platform.funds.models.ventures import Investment, Transfer, VentureFund

__all__ = ["Finding", "FiscalRevenue", "Investment", "Run", "Scheme", "Transfer", "VentureFund"]
