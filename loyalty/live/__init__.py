"""The live shop: programmes, members, orders and points in the host's own database and transaction.

`Loyalty` is the door; everything it writes goes through the session that the host hands in, and the host
commits.
"""

from loyalty.live.loyalty import Loyalty
from loyalty.live.results import ActionBooked, Figures, Placed, Returned
from loyalty.live.running import run
from loyalty.store.connecting import configure

__all__ = ["ActionBooked", "Figures", "Loyalty", "Placed", "Returned", "configure", "run"]
