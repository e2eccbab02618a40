"""Whether an order meets a condition: a walk along a jump graph, without a stack.

Every node asks one question and leads on to another node or to PASS or FAIL; the node that led to FAIL is
the reason of the refusal.
"""

# Tables fill a kernel's lines; one name a line would hide its arithmetic.
# fmt: off

from __future__ import annotations

from loyalty.kernels import codes
from loyalty.kernels.calendar import day_of
from loyalty.kernels.rows import Table
from loyalty.kernels.select import articles, quantity, subtotal
from loyalty.kernels.tiers import effective


def measure(node: int, who: int, lines: int, plan: Table, nodes: Table, members: Table,
            standings: Table, items: Table, work: Table, sums: Table) -> int:
    """What the node's limit is compared with: money, units, articles, orders placed, days, or a level."""
    kind = nodes[node].kind
    if kind == codes.ON_SUBTOTAL:
        return subtotal(nodes[node].selector, nodes[node].base, lines, plan[0].item_words, items, work, sums)
    if kind == codes.ON_QUANTITY:
        if nodes[node].arg == codes.ARTICLES:
            return articles(nodes[node].selector, nodes[node].limit, lines, plan[0].item_words, items, work)
        return quantity(nodes[node].selector, lines, plan[0].item_words, items, work, sums)
    if kind == codes.ON_FIRST_ORDER:
        return int(members[who].orders)
    if kind == codes.ON_EVERY_ORDER:
        return int((members[who].orders + 1) % nodes[node].arg)
    if kind == codes.ON_DAYS_SINCE_ORDER:
        return int(sums[0].days * nodes[node].arg) if sums[0].days >= 0 else -codes.FOREVER
    return effective(who * plan[0].tracks + nodes[node].arg, standings)


def shortfall(node: int, who: int, lines: int, plan: Table, nodes: Table, members: Table, standings: Table,
              items: Table, work: Table, sums: Table) -> int:
    """What is short of the node's minimum of money, units or articles; 0 for other questions."""
    kind = nodes[node].kind
    if kind < codes.ON_SUBTOTAL or kind > codes.ON_QUANTITY:
        return 0
    reached = measure(node, who, lines, plan, nodes, members, standings, items, work, sums)
    return max(int(nodes[node].limit - reached), 0)


def days_since_order(who: int, day: int, zone: Table, members: Table) -> int:
    """Civil days from the member's last order to a day; NONE without one."""
    if who < 0 or members[who].last_order < 0:
        return codes.NONE
    return int(day - day_of(zone, members[who].last_order))


def refusal(entry: int, order: int, who: int, lines: int, plan: Table, nodes: Table, eligible: Table,
            members: Table, standings: Table, items: Table, work: Table, sums: Table) -> int:
    """PASS when the order meets the condition at `entry`, else the node that refused it.

    A question about a member has no answer for a guest: it is walked as what would fail (`guest`).
    """
    node = entry
    last = entry
    while node >= 0:
        last = node
        kind = nodes[node].kind
        if kind == codes.ON_BIT:
            bit = nodes[node].arg
            held = (eligible[order * plan[0].words + (bit >> 5)].bits >> (bit & 31)) & 1
        elif who < 0 and kind >= codes.ON_FIRST_ORDER:
            held = nodes[node].guest
        else:
            value = measure(node, who, lines, plan, nodes, members, standings, items, work, sums)
            limit = nodes[node].limit
            if codes.ON_FIRST_ORDER <= kind <= codes.ON_EVERY_ORDER:
                held = 1 if value == limit else 0
            else:
                held = 1 if value >= limit else 0
        node = nodes[node].yes if held == 1 else nodes[node].no
    return codes.PASS if node == codes.PASS else last
