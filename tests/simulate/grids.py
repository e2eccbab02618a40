"""A grid's result made by hand, one axis or two, for tests of what is drawn and written from it."""

from loyalty.simulate.figures.outcome import LogFigures, ProgramName
from loyalty.simulate.figures.outcome_costs import Totals
from loyalty.simulate.orders.problems import ProblemEntry, Problems
from loyalty.simulate.replaying.settings import Settings
from loyalty.simulate.varying.outcome_grid import AxisFigures, GridParity, GridResult, VariantFigures

LOG = LogFigures(
    name="orders",
    content_hash="f" * 64,
    currency="CNY",
    exponent=2,
    orders=1000,
    lines=2500,
    members=200,
    members_buying=195,
    anonymous_orders=3,
    return_documents=40,
    first_at="2024-01-02T10:00:00+08:00",
    last_at="2025-12-30T22:00:00+08:00",
    gross_minor=9_000_000,
    discount_minor=1_000_000,
    net_minor=8_000_000,
)
CAP = AxisFigures(
    path="offers.first-order.benefit.cap",
    field="cap",
    thing="first-order",
    thing_name="First order",
    thing_name_zh="首单立减",
    current="20",
    values=("10", "20", "30"),
)
LANE = AxisFigures(
    path="lanes.order.rule",
    field="rule",
    thing="order",
    thing_name=None,
    thing_name_zh=None,
    current="all",
    values=("all", "best_of"),
)
NOW_MINOR = 200_000


def totals(net_cost_minor: int) -> Totals:
    """Totals with this net cost; a tenth of what is given comes back."""
    back = net_cost_minor // 9
    return Totals(
        orders=1000,
        orders_with_benefit=300 + net_cost_minor // 1000,
        members=190,
        revenue_minor=8_000_000,
        discount_minor=net_cost_minor + back - 5_000,
        shipping_minor=2_000,
        points_spent_minor=3_000,
        cost_minor=net_cost_minor + back,
        given_back_minor=back,
        net_cost_minor=net_cost_minor,
        cost_share_ppm=(net_cost_minor + back) * 1_000_000 // 8_000_000,
    )


def variant(values: tuple[str | None, ...], net_cost_minor: int, *, as_it_stands: bool) -> VariantFigures:
    """One row of the grid."""
    change = net_cost_minor - NOW_MINOR
    return VariantFigures(
        values=values,
        hash=format(abs(hash(values)), "064x")[:64],
        as_it_stands=as_it_stands,
        totals=totals(net_cost_minor),
        points_earned=5_000,
        points_outstanding_minor=1_234,
        change_minor=change,
        change_ppm=change * 1_000_000 // NOW_MINOR,
    )


def grid_result(
    *axes: AxisFigures, costs: tuple[int, ...] = (), problems: tuple[ProblemEntry, ...] = ()
) -> GridResult:
    """A grid over these axes (the cap alone without any); costs in the order of the variants."""
    chosen = axes or (CAP,)
    places: list[tuple[str | None, ...]] = [()]
    for axis in chosen:
        places = [(*place, value) for place in places for value in axis.values]
    given = costs or tuple(150_000 + 50_000 * number for number in range(len(places)))
    stands = tuple(axis.current for axis in chosen)
    return GridResult(
        log=LOG,
        settings=Settings(),
        assumptions=Settings().assumptions(),
        problems=Problems(rows_in=2500, rows_used=2500, rows_excluded=0, rows_repaired=0, entries=problems),
        program=ProgramName(key="corner-shop", hash="a" * 64, name="Corner shop", name_zh="街角小店"),
        parity=GridParity(
            programs=len(places),
            orders=1000,
            members=50,
            member_orders=300,
            differences=0,
            sentence_en="All re-run: 0 differences.",
            sentence_zh="全部重算：0 处差异。",
        ),
        axes=chosen,
        current=variant(stands, NOW_MINOR, as_it_stands=True),
        variants=tuple(
            variant(place, cost, as_it_stands=place == stands)
            for place, cost in zip(places, given, strict=True)
        ),
    )
