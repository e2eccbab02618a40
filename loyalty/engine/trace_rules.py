"""What each earn rule gave an order, read off the bench after the kernels priced it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from loyalty.engine.bench import Bench
from loyalty.kernels import codes
from loyalty.kernels.earning import award
from loyalty.kernels.rows import blank, row
from loyalty.kernels.select import selects
from loyalty.kernels.taxing import counted, tax_of
from loyalty.kernels.tenders import shipping_paid


@dataclass(frozen=True, slots=True)
class RuleTrace:
    """What one earn rule gave before caps, base and bonus points.

    `basis_minor` is the goods it found unused by the rules before it, `shipping_minor` the fee it may count.
    """

    rule: int
    basis_minor: int
    shipping_minor: int
    base: int
    bonus: int


def rules_told(bench: Bench) -> Iterator[RuleTrace]:
    """What each rule that was met added to those before it."""
    tables = bench.tables
    told = tables["quote"][0]
    fee = shipping_paid(tables["quote"])
    alone = bench.plan.settings().overlap != codes.OVERLAP_SUM
    mask, before = 0, (0, 0)
    for rule, known in enumerate(tables["rules"]):
        if (told.rules >> rule) & 1 == 1:
            used = _award(bench, mask)[0]
            mask |= 1 << rule
            lines, grants = _award(bench, mask)
            earning = [
                one
                for one, claimed in zip(lines, used, strict=True)
                if selects(known.selector, one.item, bench.plan.item_words, tables["items"]) == 1
                and not (alone and claimed.rule == 1 and known.offer < 0)
            ]
            basis = sum(_counted(one, known, bench) for one in earning)
            after = (sum(one.base for one in grants), sum(one.bonus for one in grants))
            charged = counted(fee, told.shipping_tax, known.tax) if known.shipping == 1 else 0
            yield RuleTrace(rule, basis, charged, after[0] - before[0], after[1] - before[1])
            before = after


def _counted(line: Any, rule: Any, bench: Bench) -> int:  # noqa: ANN401 - rows
    """What a rule counts of a line."""
    amount = line.listed if rule.basis == codes.BASIS_LIST else line.basis
    rate = bench.tables["items"][line.item * bench.plan.item_words].tax
    return counted(amount, tax_of(amount, rate), int(rule.tax))


def _award(bench: Bench, mask: int) -> tuple[list[Any], list[Any]]:
    """The lines as the rules of a mask left them, and their award before caps."""
    tables = bench.tables
    told = tables["quote"][0]
    lines = [row("work", **one.as_dict()) for one in tables["work"][: told.lines]]
    grants = blank("grants", bench.plan.settings().groups)
    award(
        told.lines,
        mask,
        told.multipliers,
        told.tier_factor,
        shipping_paid(tables["quote"]),
        told.shipping_tax,
        tables["plan"],
        tables["rules"],
        tables["multipliers"],
        tables["items"],
        lines,
        grants,
    )
    return lines, grants
