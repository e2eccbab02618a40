"""Past orders replayed through draft programmes: what each draft would have cost."""

from loyalty.simulate.log import OrderLog
from loyalty.simulate.outcome import SimulationResult
from loyalty.simulate.runs import Progress, simulate
from loyalty.simulate.settings import Settings

__all__ = ["OrderLog", "Progress", "Settings", "SimulationResult", "simulate"]
