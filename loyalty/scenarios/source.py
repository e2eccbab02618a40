"""Scenario documents: read from YAML or JSON with every problem told at once, each with its line.

A scenario is either one cart with what is expected of it, or steps: orders, returns, refunds and looks of one
member, one after the other, each meeting what the ones before it left.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any, Final, Literal, TypeAlias

from pydantic import Field, ValidationError, model_validator

from loyalty.errors import ProgramUnreadable, ScenariosInvalid
from loyalty.handed_in import looking
from loyalty.rules.complaints import complaints
from loyalty.rules.exact import refuse
from loyalty.rules.findings import Lines as LineNumbers
from loyalty.rules.findings import located
from loyalty.rules.reading import Format, Source, read
from loyalty.rules.scalars import Amount, CivilTime, Count, DaysOrNone, Flag, Id, Rule, Word, Words, table
from loyalty.scenarios.expected import AfterExpected, OrderExpected, ReturnExpected
from loyalty.scenarios.given import CartGiven, Lines, MemberGiven
from loyalty.scenarios.wording import PHRASES

STEPS_MAX: Final = 200
SCENARIOS_MAX: Final = 1_000


class OrderStep(Rule):
    """A cart is quoted and placed."""

    kind: Literal["order"]
    id: Word | None = None
    at: CivilTime
    cart: CartGiven
    delivered_after_days: DaysOrNone = 0
    expect: OrderExpected = OrderExpected()


class ReturnStep(Rule):
    """Units of lines of a placed order come back, and money of lines beside them."""

    kind: Literal["return"]
    id: Word | None = None
    of: Word
    at: CivilTime
    units: Annotated[tuple[tuple[Word, Count], ...], table(Count)] = Field(
        default=(), json_schema_extra={"default": {}}
    )
    refunds: Annotated[tuple[tuple[Word, Amount], ...], table(Amount)] = Field(
        default=(), json_schema_extra={"default": {}}
    )
    expect: ReturnExpected = ReturnExpected()

    @model_validator(mode="after")
    def _brings_something(self) -> "ReturnStep":
        if not self.units and not self.refunds:
            refuse("return_of_nothing")
        return self


class RefundStep(Rule):
    """Money of a placed order goes back without goods."""

    kind: Literal["refund"]
    id: Word | None = None
    of: Word
    at: CivilTime
    amount: Amount
    lines: Words = ()
    expect: ReturnExpected = ReturnExpected()


class UnlinkedStep(Rule):
    """Goods come back that name no order."""

    kind: Literal["unlinked"]
    at: CivilTime
    lines: Lines
    expect: ReturnExpected = ReturnExpected()


class LookStep(Rule):
    """Nothing happens; what is due by then is booked and looked at."""

    kind: Literal["look"]
    at: CivilTime
    after: AfterExpected


Step: TypeAlias = Annotated[
    OrderStep | ReturnStep | RefundStep | UnlinkedStep | LookStep, Field(discriminator="kind")
]


class Scenario(Rule):
    """One story about one member, or about a guest."""

    name: Word
    name_zh: Word | None = None
    guest: Flag = False
    member: MemberGiven = MemberGiven()
    budgets_spent: Annotated[tuple[tuple[Id, Amount], ...], table(Amount, keys=Id)] = Field(
        default=(), json_schema_extra={"default": {}}
    )
    at: CivilTime | None = None
    cart: CartGiven | None = None
    expect: OrderExpected = OrderExpected()
    steps: Annotated[tuple[Step, ...], Field(max_length=STEPS_MAX)] = ()

    @model_validator(mode="after")
    def _is_one_story(self) -> "Scenario":
        if self.guest and "member" in self.model_fields_set:
            refuse("guest_with_member")
        single = {"at", "cart", "expect"} & self.model_fields_set
        if single and self.steps:
            refuse("cart_and_steps")
        if not self.steps and (self.at is None or self.cart is None):
            refuse("neither_cart_nor_steps")
        return self

    def story(self) -> tuple[Step, ...]:
        """The steps; a single cart is one of them."""
        if self.steps or self.at is None or self.cart is None:
            return self.steps
        return (OrderStep(kind="order", at=self.at, cart=self.cart, expect=self.expect),)


class _Document(Rule):
    scenarios: Annotated[tuple[Scenario, ...], Field(min_length=1, max_length=SCENARIOS_MAX)]


@dataclass(frozen=True, slots=True)
class Scenarios:
    """The scenarios of a document, and the line of each of its paths."""

    all: tuple[Scenario, ...]
    lines: LineNumbers


@looking("source")
def load_scenarios(source: Source, *, format: Format | None = None) -> Scenarios:  # noqa: A002 - as load_program
    """The scenarios a document lays down; a `str` is the text itself, a Path names a file.

    Raises ProgramUnreadable when it is no document, ScenariosInvalid with every problem found otherwise.
    """
    tree, name = read(source, format)
    if not isinstance(tree.value, Mapping):
        raise ProgramUnreadable(path=name, line=None, **_NO_SCENARIOS)
    try:
        document = _Document.model_validate(tree.value, by_alias=True, by_name=False)
    except ValidationError as error:
        found = complaints(error, tree.value, scenarios_schema(), phrases=PHRASES)
        problems = [*tree.problems, *(located(problem, tree.lines) for problem in found)]
        raise ScenariosInvalid(problems=sorted(problems, key=lambda one: one.line or 0)) from None
    if tree.problems:
        raise ScenariosInvalid(problems=tree.problems)
    return Scenarios(document.scenarios, tree.lines)


def scenarios_schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of scenario documents."""
    schema = _Document.model_json_schema(by_alias=True)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}


_NO_SCENARIOS: Final = {
    "what": "This holds no scenarios.",
    "mend": "Begin with `scenarios:` and a list below it.",
    "what_zh": "文档中没有场景。",
    "mend_zh": "请从 `scenarios:` 写起，在下面列出场景。",
}
