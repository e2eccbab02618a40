"""A history for tests: several members' events laid out as tables and run by the interpreted kernels."""

import inspect

from loyalty.kernels import codes, events
from loyalty.kernels.calendar import day_of, month_of
from loyalty.kernels.rows import Growing, blank, row
from loyalty.plan import lower
from loyalty.plan.eligibility import Circumstances, Goods, answers_for
from loyalty.plan.tables import signed_words
from loyalty.rules.document import load_program
from loyalty.when import civil, to_us
from tests.engine.till import HEAD
from tests.kernels.watched import Watched


class History:
    """Events in order; `run` goes through them from `first`, with rows exactly as many as a replay has."""

    def __init__(
        self,
        *,
        members=1,
        head=None,
        joined="2020-01-01",
        birthday=(0, 0),
        begins=None,
        trail_room=1000,
        shares_room=1000,
        **sections,
    ):
        self.program = load_program(HEAD | (head or {}) | sections)
        self.plan = lower(self.program)
        self.joined = self.us(joined)
        self.birthday = birthday[0] * 32 + birthday[1]
        self.begins = self.us(begins or joined)
        self.gifts = 50 if self.program.issuances else 0  # room for lots of gifts, and names for them
        self.count = members
        self.rooms = (trail_room, shares_room)
        self.orders, self.lines, self.items, self.eligible = [], [], [], []
        self.kept, self.kept_lines = [], 0

    def us(self, text):
        return to_us(civil(text, self.program.zone))

    def sale(self, who, at, *lines, shipping=0, points=0, kept=False):
        """A sale of (SKU, units, minor units) lines; its place."""
        slot = codes.NONE
        if kept:
            slot = len(self.kept)
            self.kept.append(row("kept_orders", line_start=self.kept_lines, line_count=len(lines)))
            self.kept_lines += len(lines)
        return self._event(codes.SALE, who, at, lines, kept=slot, shipping=shipping, points_wanted=points)

    def give_back(self, who, at, slot, units):
        """Units by line of a kept sale come back."""
        start = self.kept[slot].line_start
        first = len(self.lines)
        self.lines.extend(
            row("order_lines", quantity=n, target=start + place) for place, n in enumerate(units) if n
        )
        return self._add(codes.RETURN, who, at, first, kept=slot)

    def give_back_unlinked(self, who, at, *lines):
        return self._event(codes.RETURN_UNLINKED, who, at, lines, kept=codes.NONE)

    def run(self, *, measure_from=None, watched=False):
        """Lay everything out and run it; the tables."""
        self._lay(measure_from)
        if watched:
            for name, rows in self.tables.items():
                if not isinstance(rows, Growing):
                    self.tables[name] = [_watched(name, one) for one in rows]
        events.begin(0, self.count, *self._tables(events.begin, 2))
        stopped, done = [], 0
        while done < len(self.orders):
            done = events.step(done, len(self.orders), *self._tables(events.step, 2))
            if done < len(self.orders):
                stopped.append(done)
                self.tables["meters"][0].trail_room = self.tables["meters"][0].shares_room = 1000
        end = self.orders[-1].at
        if self.program.issuances:
            count = len(self.orders)
            events.give_out(0, self.count, end, count, *self._tables(events.give_out, 4))
        events.finish(0, self.count, end, *self._tables(events.finish, 3))
        self.stopped = stopped
        return self.tables

    def _event(self, kind, who, at, lines, **fields):
        first = len(self.lines)
        for sku, units, amount in lines:
            if sku not in self.items:
                self.items.append(sku)
            place = self.items.index(sku)
            self.lines.append(row("order_lines", item=place, quantity=units, amount=amount, listed=amount))
        return self._add(kind, who, at, first, **fields)

    def _add(self, kind, who, at, first, **fields):
        at_us = self.us(at)
        place = len(self.orders)
        self.orders.append(
            row(
                "orders",
                kind=kind,
                member=who,
                line_start=first,
                line_end=len(self.lines),
                at=at_us,
                delivered=at_us,
                document=place,
                sequence=(place + 1) * (self.gifts + 1) - 1,
                **fields,
            )
        )
        order = Circumstances(at_us=at_us, civil_us=at_us, coupons=frozenset(self.plan.coupon_offers))
        answers = answers_for(self.plan.bits, order, self.program.time_zone, 0)
        self.eligible.extend(row("eligible", bits=bits) for bits in signed_words(answers, self.plan.words))
        return place

    def _lay(self, measure_from):
        sales = [
            sum(one.kind == codes.SALE and one.member == who for one in self.orders)
            for who in range(self.count)
        ]
        room = [count + self.gifts for count in sales]
        settings = self._settings(measure_from)
        names = {"credits_": "credits"}
        self.tables = dict(self.plan.tables)
        self.tables |= {
            name: blank(names.get(name, name), size) for name, size in self._sizes(settings, room).items()
        }
        self.tables |= {name: Growing(name) for name in ("trail", "shares", "adjusts", "journal")}
        self.tables |= {
            "plan": [settings],
            "meters": [row("meters", trail_room=self.rooms[0], shares_room=self.rooms[1])],
            "orders": self.orders,
            "order_lines": self.lines,
            "kept_orders": self.kept,
            "items": self._items(),
            "members": self._members(settings, room),
            "prices": [
                row("prices", price=prices.get(sku, codes.NONE))
                for sku in self.items
                for prices in self.plan.price_lists
            ],
            "funds": [
                row("funds", over=over, amount=amount, full_by=codes.NONE, first_day=codes.NONE)
                for over, amount in self.plan.budgets
            ],
        }
        for name, rows in (("eligible", self.eligible), ("opens", self.plan.tables["opens"])):
            self.tables[name] = [row(name, **one.as_dict()) for one in rows]
        self._begin()

    def _begin(self):
        """What is not zero before anything has happened."""
        for one in self.tables["drained"]:
            one.full_by = one.first_day = codes.NONE
        for one in self.tables["gifted"]:
            one.birthday, one.until = self.birthday, self.begins
        for one in self.tables["cycles"]:
            one.last = codes.NONE
        for one in self.tables["stubs"]:
            one.gift = codes.NONE

    def _settings(self, measure_from):
        zone = self.plan.tables["zone"]
        first, last = (month_of(day_of(zone, self.orders[place].at)) for place in (0, -1))
        settings = row("plan", **self.plan.settings().as_dict())
        settings.month_first, settings.months = first, last - first + 1
        settings.stride = self.gifts + 1
        if measure_from:
            settings.measure_from = self.us(measure_from)
        return settings

    def _sizes(self, plan, room):
        """Rows of each table of state and scratch; `room` are the orders and gifts of each member."""
        width = plan.levels + 1
        return {
            "lots": sum(room) * plan.groups,
            "standings": self.count * plan.tracks,
            "reaches": self.count * plan.levels,
            "credits_": sum(room) * plan.tracks,
            "own": self.count * plan.own,
            "shared": len(self.plan.shared),
            "drained": len(self.plan.shared),
            "kept_lines": self.kept_lines,
            "awards": len(self.kept) * plan.groups,
            "work": 20,
            "sums": len(self.plan.takers) + 1,
            "verdicts": plan.offers,
            "rivals": max(plan.rivals, 1),
            "picks": plan.choices + plan.opens,
            "grants": plan.groups,
            "quote": 1,
            "by_month": plan.months,
            "by_offer": plan.offers,
            "by_offer_month": plan.months * plan.offers,
            "by_level": plan.tracks * (plan.levels + 2),
            "refusals": plan.offers * codes.REASONS,
            "moves": plan.months * plan.tracks * width * width,
            "outcomes": len(self.orders),
            "by_item": len(self.items),
            "applied": len(self.orders) * ((plan.offers + 30) // 31),
            "gifted": self.count,
            "cycles": self.count * plan.slots,
            "held": self.count * plan.held,
            "stubs": len(self.kept) * plan.coupons,
            "freed": len(self.kept) * plan.frees,
            "due": 0,
            "risen": plan.tracks,
            "by_gift": len(self.plan.tables["gifts"]),
        }

    def _members(self, plan, room):
        return [
            row(
                "members",
                start=sum(room[:who]),
                lot_head=sum(room[:who]) * plan.groups,
                lot_tail=sum(room[:who]) * plan.groups,
                room=room[who],
                joined=self.joined,
                active_until=codes.FOREVER,
                wiped_at=-codes.FOREVER,
                due=codes.FOREVER,
            )
            for who in range(self.count)
        ]

    def _items(self):
        return [
            row("items", bits=bits)
            for sku in self.items
            for bits in signed_words(
                [int(takes(Goods(sku))) for takes in self.plan.takers], self.plan.item_words
            )
        ]

    def _tables(self, kernel, numbers):
        names = list(inspect.signature(kernel).parameters)[numbers:]
        return [self.tables[name] for name in names]


def _watched(name, one):
    names = {"credits_": "credits"}
    return row(names.get(name, name), **{field: Watched(value) for field, value in one.as_dict().items()})
