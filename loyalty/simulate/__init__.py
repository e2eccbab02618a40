"""Past orders replayed through draft programmes: what each draft would have cost."""

from loyalty.simulate.behind_names import Which
from loyalty.simulate.log import OrderLog
from loyalty.simulate.mapping import FileMapping
from loyalty.simulate.outcome import SimulationResult
from loyalty.simulate.runs import Progress
from loyalty.simulate.settings import Settings
from loyalty.simulate.simulated_run import SimulatedRun
from loyalty.simulate.simulation import simulate

__all__ = [
    "FileMapping",
    "OrderLog",
    "Progress",
    "Settings",
    "SimulatedRun",
    "SimulationResult",
    "Which",
    "simulate",
]
