"""A case from its programme to its verdict, and the score of a whole file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, Literal, TypeAlias

from pydantic import ValidationError

from loyalty.errors import LoyaltyError
from loyalty.facts.quote import Quote, Reason
from loyalty.plan import lower
from tests.cases.asking import question
from tests.cases.format import Case, Unsupported
from tests.cases.judging import Difference, differences
from tests.cases.pricing import compiled, live, unlike
from tests.cases.programs import document, load

State: TypeAlias = Literal["passed", "failed", "unsupported", "disputed"]
STATES: tuple[State, ...] = ("passed", "failed", "unsupported", "disputed")


@dataclass(frozen=True)
class Verdict:
    """How one case fared, and what there is to say about it."""

    case: Case
    state: State
    told: tuple[str, ...] = ()

    def lines(self) -> Iterator[str]:
        """What is printed: nothing for a case that passed."""
        for one in self.told:
            yield f"{self.state} {self.case['id']} ({self.case.get('title', '')}): {one}"


@dataclass
class Score:
    """The verdicts of a file, or of several."""

    verdicts: list[Verdict] = field(default_factory=list)

    def count(self, state: State) -> int:
        """How many cases came to this state."""
        return sum(one.state == state for one in self.verdicts)

    @property
    def good(self) -> bool:
        """Whether nothing failed, nothing was left out, and there was something to look at."""
        return bool(self.verdicts) and not self.count("failed") and not self.count("unsupported")

    def __str__(self) -> str:
        """The counts of all states."""
        return ", ".join(f"{self.count(state)} {state}" for state in STATES)


def judge(cases: Iterable[Case]) -> Score:
    """Every case run live and compiled and compared with what it expects."""
    return Score([verdict(case) for case in cases])


def verdict(case: Case) -> Verdict:
    """How one case fares; a disputed one is not run."""
    if case.get("disputed"):
        return Verdict(case, "disputed", (str(case["disputed"]),))
    try:
        found = _found(case)
    except Unsupported as error:
        return Verdict(case, "unsupported", (str(error),))
    except ValidationError as error:
        return Verdict(case, "unsupported", (str(error.errors()[0]["msg"]),))
    except LoyaltyError as error:
        return Verdict(case, "unsupported", (error.text("en"),))
    return Verdict(case, "failed" if found else "passed", tuple(str(one) for one in found))


def _found(case: Case) -> list[Difference]:
    """What differs: from the expectation, and between the two ways to reckon."""
    told = document(case)
    plan = lower(load(told))
    asked = question(case, plan)
    quote, other = live(asked), compiled(asked)
    apart = [
        Difference(f"compiled {name}", getattr(quote, name), getattr(other, name))
        for name in unlike(quote, other)
    ]
    return differences(case, plan.program, quote, lambda offer: _reasons(case, told, offer)) + apart


def _reasons(case: Case, told: dict[str, Any], offer: str) -> set[Reason]:
    """Every reason against an offer: each of its conditions asked alone, then its limits alone."""
    own = next(one for one in told["offers"] if one["id"] == offer)
    alone = [{"when": [condition], "limits": []} for condition in own["when"]]
    alone.append({"when": [], "limits": own["limits"]})
    found = set()
    for fields in alone:
        offers = [one | fields if one["id"] == offer else one for one in told["offers"]]
        quote: Quote = live(question(case, lower(load(told | {"offers": offers}))))
        found |= {one.reason for one in quote.decisions if one.offer_id == offer and not one.applied}
    return found
