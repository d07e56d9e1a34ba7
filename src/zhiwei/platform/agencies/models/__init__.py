"""What the room keeps: public platforms, bodies under departments with their stages, agencies in the open register."""

from zhiwei.platform.agencies.models.bodies import Body, Person, Stage, State
from zhiwei.platform.agencies.models.listings import Ground, Kind, Listing
from zhiwei.platform.agencies.models.platforms import Nature, Platform, Way

__all__ = ["Body", "Ground", "Kind", "Listing", "Nature", "Person", "Platform", "Stage", "State", "Way"]
