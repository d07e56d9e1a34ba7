"""What may be done: register platforms and bodies, apply to the register of agencies. The rest are steps of cases."""

from zhiwei.platform.agencies.services.bodies import list_body, plan
from zhiwei.platform.agencies.services.common import Fault, Refused
from zhiwei.platform.agencies.services.joining import apply, leave
from zhiwei.platform.agencies.services.platforms import register_platform

__all__ = ["Fault", "Refused", "apply", "leave", "list_body", "plan", "register_platform"]
