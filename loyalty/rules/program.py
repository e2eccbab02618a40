"""The Program: one frozen definition of a shop's tiers, points and offers, and the hash that names it."""

import hashlib
import json
from functools import cached_property
from typing import Annotated, Literal, Self
from zoneinfo import ZoneInfo

from pydantic import Field, ValidationInfo, field_validator, model_validator
from pydantic_core import PydanticCustomError

from loyalty.money import Currency, unit_of
from loyalty.rules.checks import check
from loyalty.rules.issuances import Issuance, Reminders
from loyalty.rules.lanes import DEFAULT_LANES, Budget, Group, Lane, OfferClass
from loyalty.rules.offers import Offer
from loyalty.rules.points import PointsPolicy
from loyalty.rules.scalars import CurrencyCode, Id, Rule, Weekday, Word, ZoneName
from loyalty.rules.tiers import Level, Track
from loyalty.when import load_zone


class Program(Rule):
    """A whole programme; building one runs every cross check, so a Program that exists can be lowered."""

    key: Id
    name: Word | None = None
    name_zh: Word | None = None
    currency: CurrencyCode
    time_zone: ZoneName
    week_starts: Weekday = "monday"
    membership_from: Literal["joined", "first_earned", "activated"] = "joined"
    tiers: Annotated[tuple[Track, ...], Field(max_length=8)] = ()
    points: PointsPolicy | None = None
    lanes: Annotated[tuple[Lane, ...], Field(min_length=1, max_length=16)] = DEFAULT_LANES
    groups: Annotated[tuple[Group, ...], Field(max_length=100)] = ()
    classes: Annotated[tuple[OfferClass, ...], Field(max_length=60)] = ()
    budgets: Annotated[tuple[Budget, ...], Field(max_length=500)] = ()
    offers: Annotated[tuple[Offer, ...], Field(max_length=500)] = ()
    issuances: Annotated[tuple[Issuance, ...], Field(max_length=100)] = ()
    reminders: Reminders | None = None

    @field_validator("offers")
    @classmethod
    def _rounding_units(cls, offers: tuple[Offer, ...], info: ValidationInfo) -> tuple[Offer, ...]:
        """Offers without a rounding unit round by line where the lane picks by line, else on the sum."""
        by_line = {lane.id for lane in info.data.get("lanes", ()) if lane.by_line}
        return tuple(
            offer
            if offer.rounding_unit
            else offer.model_copy(update={"rounding_unit": "line" if offer.lane in by_line else "sum"})
            for offer in offers
        )

    @model_validator(mode="after")
    def _holds_together(self) -> "Program":
        errors = check(self)
        if errors:
            told = "; ".join(problem.text() for problem in errors)
            kind, template = "program_invalid", "{told}"
            raise PydanticCustomError(kind, template, {"told": told, "problems": errors})
        return self

    @cached_property
    def hash(self) -> str:
        """SHA-256 of the canonical content, as hex: the version's id."""
        return hashlib.sha256(self.canonical().encode()).hexdigest()

    def __copy__(self) -> Self:
        """A copy is another version: it works out its own hash."""
        copied = super().__copy__()
        copied.__dict__.pop("hash", None)
        return copied

    def canonical(self) -> str:
        """The content as JSON with every default written out and keys sorted."""
        content = self.model_dump(mode="json", by_alias=True)
        return json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))

    @property
    def unit(self) -> Currency:
        """The currency with its exponent."""
        return unit_of(self.currency)

    @property
    def zone(self) -> ZoneInfo:
        """The zone of the civil calendar."""
        return load_zone(self.time_zone)

    def lane(self, lane_id: str) -> Lane:
        """The lane with this id; KeyError when there is none."""
        return {lane.id: lane for lane in self.lanes}[lane_id]

    def levels(self) -> dict[str, Level]:
        """Every level of every track by its id."""
        return {level.id: level for track in self.tiers for level in track.levels}
