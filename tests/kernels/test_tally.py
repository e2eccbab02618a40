"""Every movement of points is written down once, in its own month and in the journal."""

from loyalty.facts.ledger import EntryKind
from loyalty.kernels import tally
from loyalty.kernels.rows import blank, row
from tests.kernels.history import History

SUMS = ("earned", "spent", "restored", "expired", "taken", "debt", "repaid")


def bench(measure_from=0, journal_on=1):
    history = History()
    zone = history.plan.tables["zone"]
    plan = [row("plan", months=2, month_first=2024 * 12, measure_from=measure_from)]
    meters = [row("meters", journal_on=journal_on)]
    return history, plan, zone, blank("by_month", 2), blank("journal", 10), meters


def test_each_kind_has_its_own_sum():
    history, plan, zone, by_month, journal, meters = bench()
    for kind in EntryKind:
        at = history.us("2024-02-10")
        tally.note(kind, 10 + kind, at, 7, plan, zone, by_month, journal, meters)
    assert [getattr(by_month[1], name) for name in SUMS] == [10, 11, 12, 13, 14, 15, 16]
    assert [(one.kind, one.points, one.key) for one in journal] == [
        (kind, 10 + kind, 7) for kind in EntryKind
    ]
    assert by_month[0].as_dict() == row("by_month").as_dict()


def test_a_replay_keeps_no_journal():
    history, plan, zone, by_month, journal, meters = bench(journal_on=0)
    tally.note(EntryKind.EARNED, 5, history.us("2024-01-10"), 0, plan, zone, by_month, journal, meters)
    assert (meters[0].journal, journal[0].points, by_month[0].earned) == (0, 0, 5)


def test_nothing_moved_is_nothing_written():
    history, plan, zone, by_month, journal, meters = bench()
    tally.note(EntryKind.SPENT, 0, history.us("2024-01-10"), 0, plan, zone, by_month, journal, meters)
    assert meters[0].journal == 0


def test_months_outside_the_span_go_to_its_ends_and_the_warm_up_to_none():
    history, plan, zone, *_ = bench(measure_from=1)
    assert tally.month_row(history.us("2023-05-01"), plan, zone) == 0
    assert tally.month_row(history.us("2024-01-31T23:59"), plan, zone) == 0
    assert tally.month_row(history.us("2024-02-01"), plan, zone) == 1
    assert tally.month_row(history.us("2030-01-01"), plan, zone) == 1
    assert tally.month_row(0, plan, zone) == -1
