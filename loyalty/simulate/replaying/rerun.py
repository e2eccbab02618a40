"""A second replay that stops at chosen documents, over no more of the log than their states depend on.

A replay keeps sums, not the state each order met. Whoever asks about single orders therefore runs the log
again as far as it matters: the events of the members concerned, or, where members share limits or budgets,
all events up to the last order asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from loyalty.plan.tables import Plan
from loyalty.simulate.replaying.feed import Feed
from loyalty.simulate.replaying.groundwork import Groundwork
from loyalty.simulate.replaying.replay import Replay, prepare
from loyalty.simulate.replaying.state import Kept

Tell: TypeAlias = Callable[[int, int], None]
Table: TypeAlias = np.ndarray[Any, Any]


@dataclass(frozen=True, slots=True)
class Visit:
    """A document about to be processed, or (`after`) just processed, with the tables at that moment."""

    replay: Replay
    place: int
    document: int
    after: bool


class _SameGround(Groundwork):
    """What the first replay was laid out on."""

    def __init__(self, replay: Replay) -> None:
        super().__init__(replay.log, replay.settings)
        self._replay = replay

    @property
    def kept(self) -> Kept:
        return self._replay.feed.kept

    def feed(self, plan: Plan) -> Feed:  # noqa: ARG002 - there is one plan
        return self._replay.feed

    def items(self, plan: Plan) -> Table:  # noqa: ARG002
        return self._replay.tables["items"]

    def prices(self, plan: Plan) -> Table:  # noqa: ARG002
        return self._replay.tables["prices"]


def visits(
    replay: Replay,
    documents: Sequence[int] | NDArray[np.int64],
    *,
    tell: Tell = lambda _done, _total: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Iterator[Visit]:
    """Each of the documents before and after it is processed again, in the order of processing.

    `replay` may be finished or only prepared; its tables are left alone. Documents that the replay leaves out
    (returns that are ignored) are not visited. Raises SimulationCancelled.
    """
    wanted = np.zeros(len(replay.log.doc_at), np.bool_)
    wanted[np.asarray(documents, np.int64)] = True
    order = _needed(replay, wanted)
    if not order.size:
        return
    again = prepare(
        replay.plan, replay.log, replay.settings, with_kernels=replay.kernels, ground=_SameGround(replay)
    )
    again.feed, again.span = replace(again.feed, order=order), (0, int(order.size))
    stops = np.flatnonzero(wanted[order])
    seen = 0
    for number, place in enumerate(again.run(stops, tell, cancelled)):
        yield Visit(again, place, int(order[place]), bool(number % 2))
        seen += number % 2
        if seen == stops.size:
            return


def _needed(replay: Replay, wanted: NDArray[np.bool_]) -> NDArray[Any]:
    """The documents to process, in the replay's order."""
    order = replay.feed.order
    places = np.flatnonzero(wanted[order])
    if not places.size:
        return order[:0]
    order = order[: int(places[-1]) + 1]
    if replay.plan.couples_members:
        return order
    member = replay.feed.member[order]
    concerned = np.zeros(len(replay.log.member_ids) + 1, np.bool_)
    concerned[member[wanted[order]]] = True
    concerned[-1] = False
    named = _with_their_sales(replay, wanted)
    return order[concerned[member] | named[order]]


def _with_their_sales(replay: Replay, wanted: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """The documents wanted, and the sales that the returns among them name: a guest has no other state."""
    log = replay.log
    original = log.doc_original[wanted]
    named = wanted.copy()
    named[original[original >= 0]] = True
    return named | (wanted_returns_of(replay, named) & (log.doc_member < 0))


def wanted_returns_of(replay: Replay, sales: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """The returns that name one of these sales."""
    original = replay.log.doc_original
    return (original >= 0) & sales[np.maximum(original, 0)]
