"""合成省份: fictional subjects calibrated to published margins, the same for the same seed whatever their number."""

from zhiwei.population.synth.checks import check, edition_on
from zhiwei.population.synth.frame import Frames
from zhiwei.population.synth.province import Province
from zhiwei.population.synth.writing import batches, check_target, write

__all__ = ["Frames", "Province", "batches", "check", "check_target", "edition_on", "write"]
