"""The shape of single events: see `loyalty.simulate.figures.outcome_events` for what each means."""

from typing import TypedDict

_From = TypedDict("_From", {"from": str | None})  # a word of Python's own, so it cannot stand in a class body


class MonthUsePart(TypedDict):
    """What was drawn from a total limit or a budget in one month."""

    month: str
    used: int


class ExhaustionPart(TypedDict):
    """A limit or budget: how much of it was used, when it ran out and what was denied after that."""

    kind: str
    id: str
    offer: str | None
    each: str
    order_id: str | None
    at: str | None
    used: int
    given_back: int
    allowed: int
    windows_full: int
    first_day: str | None
    first_day_used: int
    first_day_share_ppm: int
    used_before: int
    by_month: list[MonthUsePart]
    denied_orders: int
    denied_minor: int


class ReasonPart(TypedDict):
    """Why one offer was refused, and how often."""

    offer: str
    reason: str
    en: str
    zh: str
    orders: int
    note_en: str | None
    note_zh: str | None


class UntestedPart(TypedDict):
    """An offer that the file could not show, and why."""

    offer: str
    why: str
    en: str
    zh: str


class StepLinePart(TypedDict):
    """One line's part of a step."""

    line: int
    sku: str
    units: int
    amount_minor: int


class StepPart(TypedDict):
    """One step of an order's arithmetic: see `loyalty.simulate.figures.outcome_steps`."""

    step: str
    subject: str | None
    en: str
    zh: str
    amount_minor: int | None
    left_minor: int | None
    points: int | None
    lines: list[StepLinePart]


class TopOrderPart(TypedDict):
    """One of the orders that cost most."""

    order_id: str
    at: str
    member: str | None
    tier: str | None
    revenue_minor: int
    cost_minor: int
    offers_minor: int
    shipping_minor: int
    points_minor: int
    points_spent: int
    points_earned: int
    steps: list[StepPart]


class SampleOrderPart(TypedDict):
    """An order on which an offer applied, with its arithmetic."""

    offer: str
    order_id: str
    at: str
    steps: list[StepPart]


class SwitchPart(_From):
    """One switch set otherwise, and what the whole programme would then cost."""

    offer: str | None
    switch: str
    to: str | None
    en: str
    zh: str
    net_cost_minor: int
    change_minor: int
    change_ppm: int | None
