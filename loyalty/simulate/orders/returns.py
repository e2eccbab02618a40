"""Which sold line a return line gives back, and whether goods or only money went back.

A return that names its order is matched to that order's lines of the same item: those sold at exactly its
price first, then in line order, as far as units are left. What goes beyond the units left is cut off; when
none is left the row is excluded. A row that refunds less than its units cost gives back money and no goods
(仅退款); it lowers what is left to refund on one line. Returns are taken in the order of events, so an early
one leaves less for a later one.
"""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(slots=True)
class Bought:
    """A sold line and what of it has not come back yet."""

    line: int
    quantity: int
    net: int
    units_left: int
    net_left: int

    def cost(self, units: int) -> int:
        """The least that so many of the units left can have cost: shares rounded down."""
        return min(self.net_left * units // self.units_left, self.net * units // self.quantity)

    def cost_max(self, units: int) -> int:
        """The most that so many of the units left can have cost: shares rounded up."""
        shares = (self.net_left * units, self.units_left), (self.net * units, self.quantity)
        return max(-(-share // parts) for share, parts in shares)

    def give(self, units: int) -> None:
        """So many units went back, with their share of the price."""
        self.net_left -= self.net_left * units // self.units_left
        self.units_left -= units


@dataclass(frozen=True, slots=True)
class Asked:
    """What a return line says."""

    quantity: int
    net: int


@dataclass(frozen=True, slots=True)
class Part:
    """What goes back to one sold line: all `quantity` as units, or no units but money alone."""

    line: int
    quantity: int
    refund: int | None = None


@dataclass(frozen=True, slots=True)
class Given:
    """What a return line gives back; its parts are all units or all money."""

    parts: tuple[Part, ...] = ()
    above_price: bool = False

    @property
    def taken(self) -> int:
        """How many of the units asked for could be taken."""
        return sum(part.quantity for part in self.parts)


def give_back(asked: Asked, bought: Sequence[Bought]) -> Given:
    """Match one return line to an order's lines of its item, and lower what is left of them."""
    nearest = sorted(bought, key=lambda line: asked.net * line.quantity != line.net * asked.quantity)
    pieces: list[tuple[Bought, int]] = []
    wanted = asked.quantity
    for line in nearest:
        units = min(wanted, line.units_left)
        if units:
            pieces.append((line, units))
            wanted -= units
    taken = asked.quantity - wanted
    if not taken:
        return Given()
    money = share(asked.net, taken, asked.quantity)
    if money < sum(line.cost(units) for line, units in pieces):
        bearing = next((line for line in nearest if line.net_left >= money), None)
        return Given(_refund(money, pieces if bearing is None else [(bearing, taken)]))
    above = money > sum(line.cost_max(units) for line, units in pieces)
    for line, units in pieces:
        line.give(units)
    return Given(tuple(Part(line.line, units) for line, units in pieces), above_price=above)


def _refund(money: int, pieces: Sequence[tuple[Bought, int]]) -> tuple[Part, ...]:
    """Money alone off these lines, in their order; together they can bear it."""
    parts: list[Part] = []
    for line, units in pieces:
        refund = min(money, line.net_left)
        line.net_left -= refund
        money -= refund
        parts.append(Part(line.line, units, refund))
    return tuple(parts)


def share(amount: int, part: int, whole: int) -> int:
    """The part's share of an amount, rounded half up; everything ≥ 0."""
    return amount if part == whole else (2 * amount * part + whole) // (2 * whole)
