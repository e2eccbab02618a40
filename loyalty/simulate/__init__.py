"""Past orders replayed through draft programmes: what each draft would have cost.

From the ground up: `orders` reads files, `replaying` runs them through the kernels, `figures` tells what came
out, `behind` and `varying` open it up and vary it, `simulation` is the verb. No database is reached.
"""

from loyalty.simulate.behind.behind_names import Which
from loyalty.simulate.behind.simulated_run import SimulatedRun
from loyalty.simulate.figures.outcome import SimulationResult
from loyalty.simulate.orders.log import OrderLog
from loyalty.simulate.orders.mapping import FileMapping
from loyalty.simulate.replaying.runs import Progress
from loyalty.simulate.replaying.settings import Settings
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
