"""Files people hand in: checked for what they really are, kept by their content, given out to those who may have them."""

from zhiwei.platform.kit.uploads.check import LIMIT, Checked, check
from zhiwei.platform.kit.uploads.give import download, response
from zhiwei.platform.kit.uploads.held import held
from zhiwei.platform.kit.uploads.keep import discard, keep, on_disk, opened, path_of
from zhiwei.platform.kit.uploads.refused import Refused

__all__ = [
    "LIMIT", "Checked", "Refused", "check", "discard", "download", "held", "keep", "on_disk", "opened", "path_of", "response",
]  # fmt: skip
