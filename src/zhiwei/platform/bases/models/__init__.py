"""What the room keeps: bases and their firms, rounds, clusters, recognitions, land, tax payments, design bases."""

from zhiwei.platform.bases.models.clusters import ChainLink, Cluster, ClusterKind, Member
from zhiwei.platform.bases.models.design import DesignPlace
from zhiwei.platform.bases.models.land import Allocation, LandKind, LandRequest, LandSource, PassedOver
from zhiwei.platform.bases.models.recognitions import RecognisedAs, RecognisedBy, Recognition
from zhiwei.platform.bases.models.registers import Base, Graduation, Investor, Kind, Residency, Struck
from zhiwei.platform.bases.models.rewards import TaxPayment
from zhiwei.platform.bases.models.rounds import Round, Standing

__all__ = [
    "Allocation",
    "Base",
    "ChainLink",
    "Cluster",
    "ClusterKind",
    "DesignPlace",
    "Graduation",
    "Investor",
    "Kind",
    "LandKind",
    "LandRequest",
    "LandSource",
    "Member",
    "PassedOver",
    "RecognisedAs",
    "RecognisedBy",
    "Recognition",
    "Residency",
    "Round",
    "Standing",
    "Struck",
    "TaxPayment",
]
