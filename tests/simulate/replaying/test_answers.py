from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from loyalty.coupon_codes.canonical import canonical_code
from loyalty.plan import lower
from loyalty.plan.eligibility import Circumstances, answers_for
from loyalty.plan.tables import BITS, Plan
from loyalty.rules.program import Program
from loyalty.simulate.orders.log import OrderLog
from loyalty.simulate.replaying.answers import (
    Answers,
    civil_days,
    civil_times,
    item_bits,
)
from loyalty.simulate.replaying.articles import goods_of
from loyalty.simulate.replaying.draws import drawn
from loyalty.simulate.replaying.settings import Settings
from tests.simulate.frames import Row, log_of, sale
from tests.simulate.replays import shop, told_of

MEMBERS = """member_id,birthday,city
leap,02-29,上海
nye,12-31,Beijing
plain,,
"""
SUNDAY, MONDAY = datetime(2025, 3, 30, tzinfo=UTC), datetime(2025, 3, 30, 23, 30, tzinfo=UTC)
ORDERS: dict[str, tuple[datetime, str | None, str | None]] = {
    "winter": (SUNDAY.replace(minute=30), "leap", "app"),
    "summer": (SUNDAY.replace(hour=1, minute=30), "nye", "web"),
    "night": (MONDAY, "plain", None),
    "leap": (datetime(2025, 2, 28, 12, tzinfo=UTC), "leap", "app"),
    "last": (datetime(2025, 12, 31, 23, 59, tzinfo=UTC), "nye", "web"),
    "first": (datetime(2026, 1, 1, tzinfo=UTC), "nye", "app"),
    "july": (datetime(2025, 6, 30, 23, tzinfo=UTC), None, None),
}
"""In London: Sunday 30 March 00:30 and 02:30 (the hour between is skipped), Monday 31 March 00:30, Friday
28 February, Wednesday 31 December 23:59, Thursday 1 January 00:00, Tuesday 1 July 00:00."""
JOINED = {
    member: (day - date(1970, 1, 1)).days
    for member, day in (
        ("leap", date(2025, 2, 28)),
        ("nye", date(2025, 3, 30)),
        ("plain", date(2025, 3, 31)),
    )
}
"""Whoever is not described joined with their first order."""
CODES = {"winter": ("Wel Come",), "summer": ("OTHER",), "night": (None, "other; welcome")}


def rows() -> list[Row]:
    made = []
    for order, (when, member, channel) in ORDERS.items():
        for number, code in enumerate(CODES.get(order, (None,)), start=1):
            fields = {"customer_id": member, "ordered_at": when, "channel": channel}
            made.append(sale(order, line_no=number, sku=f"s{number}", coupon_code=code, **fields))
    return made


@pytest.fixture(scope="module")
def log(tmp_path_factory: pytest.TempPathFactory) -> OrderLog:
    folder = Path(tmp_path_factory.mktemp("answers"))
    members = folder / "members.csv"
    members.write_text(MEMBERS, encoding="utf-8")
    return log_of(folder, *rows(), members=members)


def london(*conditions: dict[str, Any]) -> Program:
    """An offer for each condition."""
    return shop(
        time_zone="Europe/London",
        offers=[
            {"id": f"o{number}", "when": condition, "benefit": {"kind": "amount", "amount": 1}}
            for number, condition in enumerate(conditions)
        ],
    )


def bits_of(plan: Plan, log: OrderLog, **settings: Any) -> np.ndarray[Any, Any]:
    """Document by question: 0 or 1."""
    words = Answers(plan, log, Settings(**settings)).eligible()["bits"].view(np.uint32)
    by_document = words.reshape(len(log.doc_at), plan.words)
    return np.array(
        [[one[place // BITS] >> (place % BITS) & 1 for place in range(len(plan.bits))] for one in by_document]
    )


def yes(plan: Plan, log: OrderLog, place: int = 0, **settings: Any) -> set[str]:
    """The documents that meet a question."""
    flags = bits_of(plan, log, **settings)[:, place].tolist()
    return {document for document, flag in zip(log.doc_ids, flags, strict=True) if flag}


CHANNEL = {"kind": "channel", "any": ["app"]}
SHANGHAI = {"kind": "attribute", "name": "city", "any": ["上海"]}
QUESTIONS = [
    (CHANNEL, "winter leap first"),
    ({"kind": "channel", "any": ["web", "kiosk"]}, "summer last"),
    ({"kind": "weekday", "any": ["sunday"]}, "winter summer"),
    ({"kind": "weekday", "any": ["monday", "friday"]}, "night leap"),
    ({"kind": "month_day", "any": [1]}, "first july"),
    ({"kind": "month_day", "any": [30, 31]}, "winter summer night last"),
    ({"kind": "hours", "start": "00:00", "end": "02:30"}, "winter night first july"),
    ({"kind": "hours", "start": "02:30", "end": "12:00"}, "summer"),
    ({"kind": "hours", "start": "23:00", "end": "00:30"}, "last first july"),
    ({"kind": "birthday", "span": "day"}, "leap last"),
    ({"kind": "birthday", "span": "week"}, "leap last first"),
    ({"kind": "birthday", "span": "month"}, "leap last"),
    (SHANGHAI, "winter leap"),
    ({"kind": "attribute", "name": "city", "any": ["Beijing", "上海"]}, "winter summer leap last first"),
    ({"kind": "attribute", "name": "colour", "any": ["red"]}, ""),
    ({"kind": "window", "start": "2025-03-30", "end": "2025-03-31"}, "winter summer"),
    ({"kind": "window", "end": "2025-07-01"}, "winter summer night leap"),
    ({"kind": "window", "start": "2025-12-31T23:59:00+00:00"}, "last first"),
    ({"kind": "code", "any": ["WELCOME"]}, "winter night"),
    ({"kind": "days_since_joined", "at_least": 30}, "winter last first"),
    ({"kind": "days_since_joined", "at_least": 30, "at_most": 276}, "winter last"),
    ({"kind": "days_since_joined", "at_most": 0}, "summer night leap"),
    ({"kind": "recurrence", "start": "2025-03-30", "rule": "FREQ=DAILY;COUNT=2"}, "winter summer night"),
    *(
        ({"kind": kind, "any": ["x"]}, "")
        for kind in ("store", "payment_method", "shipping_method", "region")
    ),
    ({"kind": "not", "condition": {"kind": "store", "any": ["x"]}}, " ".join(ORDERS)),
    ({"kind": "code", "any": ["o-t-h-e-r", "welcome"]}, "winter summer night"),
    ({"kind": "not", "condition": CHANNEL}, "summer night last july"),
    ({"kind": "not", "condition": SHANGHAI}, "summer night last first"),
    (
        {"kind": "any", "conditions": [CHANNEL, {"kind": "month_day", "any": [1]}]},
        "winter leap first july",
    ),
    (
        {
            "kind": "any",
            "conditions": [
                {"kind": "all", "conditions": [CHANNEL, {"kind": "weekday", "any": ["sunday"]}]},
                {"kind": "not", "condition": {"kind": "not", "condition": {"kind": "month_day", "any": [1]}}},
            ],
        },
        "winter first july",
    ),
    (
        {"kind": "not", "condition": {"kind": "all", "conditions": [CHANNEL, SHANGHAI]}},
        "summer night last first july",
    ),
]


@pytest.mark.parametrize(("condition", "documents"), QUESTIONS)
def test_a_question_over_the_columns_is_met_by_these_documents(log, condition, documents):
    plan = lower(london(condition))
    assert len(plan.bits) == 1
    assert yes(plan, log, use_coupons="as_logged") == set(documents.split())


def circumstances(order: str, civil: int) -> Circumstances:
    """What the live engine would see of the order."""
    when, member, channel = ORDERS[order]
    return Circumstances(
        at_us=int(when.timestamp()) * 1_000_000,
        civil_us=civil,
        guest=member is None,
        channel=channel,
        codes=tuple(
            canonical_code(code) for cell in CODES.get(order, ()) if cell for code in cell.split(";")
        ),
        attributes={"city": {"leap": "上海", "nye": "Beijing"}.get(member or "")},
        birthdays=({"leap": (2, 29), "nye": (12, 31)}.get(member or ""),) * 3,
        joined_day=JOINED.get(member or ""),
    )


def test_all_questions_together_are_those_asked_one_document_at_a_time(log):
    plan = lower(london(*(condition for condition, _documents in QUESTIONS)))
    civil = dict(zip(log.doc_ids, civil_times(plan, log.doc_at).tolist(), strict=True))
    alone = [
        answers_for(plan.bits, circumstances(order, civil[order]), "Europe/London", 0)
        for order in log.doc_ids
    ]
    assert bits_of(plan, log, use_coupons="as_logged").tolist() == alone


def test_the_parts_of_an_all_are_questions_of_their_own(log):
    plan = lower(london({"kind": "all", "conditions": [CHANNEL, SHANGHAI]}))
    assert len(plan.bits) == 2
    assert {frozenset(yes(plan, log, place)) for place in range(2)} == {
        frozenset({"winter", "leap", "first"}),
        frozenset({"winter", "leap"}),
    }


def test_whoever_shows_codes_by_the_settings_shows_every_code(log):
    plan = lower(london({"kind": "code", "any": ["WELCOME"]}))
    assert yes(plan, log) == set(ORDERS)
    assert yes(plan, log, use_coupons="never") == set()
    share = yes(plan, log, use_coupons="share", coupons_share="0.5")
    flags = drawn(log, 500_000, seed=1, purpose="coupons").tolist()
    assert share == {document for document, flag in zip(log.doc_ids, flags, strict=True) if flag}


def test_without_questions_a_document_carries_one_empty_word(log):
    plan = lower(shop())
    assert Answers(plan, log, Settings()).eligible()["bits"].tolist() == [0] * len(ORDERS)


def test_the_civil_clock_follows_summer_time(log):
    plan = lower(london(CHANNEL))
    ahead = civil_times(plan, log.doc_at) - log.doc_at
    hours = dict(zip(log.doc_ids, (ahead // 3_600_000_000).tolist(), strict=True))
    assert hours == {
        "winter": 0,
        "summer": 1,
        "night": 1,
        "leap": 0,
        "last": 0,
        "first": 0,
        "july": 1,
    }
    days = dict(zip(log.doc_ids, civil_days(plan, log.doc_at).tolist(), strict=True))
    assert days["night"] == days["winter"] + 1
    assert days["first"] == days["last"] + 1


# more than one word of bits -------------------------------------------------------------------------------

MANY = 40


def crowd() -> Program:
    """Forty offers: each in its own channel, on its own goods."""
    return shop(
        offers=[
            {
                "id": f"o{number:02d}",
                "when": {"kind": "channel", "any": [f"c{number}"]},
                "benefit": {"kind": "percent", "percent": 10, "of": {"skus": [f"s{number}"]}},
            }
            for number in range(MANY)
        ]
    )


def crowd_rows() -> list[Row]:
    """An order a channel: its own goods for 10.00 and its neighbour's for 20.00."""
    made = []
    for number in range(MANY):
        fields = {"channel": f"c{number}", "ordered_at": datetime(2025, 1, 2, 0, number, tzinfo=UTC)}
        made.append(sale(f"d{number:02d}", sku=f"s{number}", **fields))
        neighbour = f"s{(number + 1) % MANY}"
        made.append(sale(f"d{number:02d}", line_no=2, sku=neighbour, line_gross=2000, **fields))
    return made


def test_more_than_32_questions_and_selectors_keep_their_bits_apart(tmp_path):
    log, plan = log_of(tmp_path, *crowd_rows()), lower(crowd())
    assert (plan.words, plan.item_words) == (2, 2)
    assert (bits_of(plan, log).sum(axis=0) == 1).all()
    assert (bits_of(plan, log).sum(axis=1) == 1).all()
    places = [plan.bits.index(plan.program.offers[number].when[0]) for number in range(MANY)]
    assert [yes(plan, log, place) for place in places] == [{f"d{number:02d}"} for number in range(MANY)]
    taken = item_bits(plan, goods_of(log))["bits"].view(np.uint32).reshape(-1, 2)
    for place, selector in enumerate(plan.selectors):
        flags = (taken[:, place // BITS] >> (place % BITS) & 1).tolist()
        assert [sku for sku, flag in zip(log.item_sku, flags, strict=True) if flag] == list(selector.skus)


def test_more_than_32_questions_and_selectors_reach_the_replay(tmp_path):
    draft = told_of(tmp_path, crowd(), *crowd_rows()).draft
    assert [(one.id, one.redemptions, one.cost_minor) for one in draft.by_offer] == [
        (f"o{number:02d}", 1, 100) for number in range(MANY)
    ]
    assert {(one.reason, one.orders) for one in draft.reasons} == {("wrong_channel", MANY - 1)}


def test_items_of_one_sku_carry_one_number(tmp_path):
    twice = sale(line_no=2, sku="oolong", category="gifts"), sale(line_no=3, sku="mug", category="cups")
    log = log_of(tmp_path, sale(sku="oolong", category="tea/green"), *twice)
    numbers = item_bits(lower(london()), goods_of(log))["sku"][: len(log.item_sku)].tolist()
    told = dict(zip(zip(log.item_sku, log.item_category, strict=True), numbers, strict=True))
    assert told["oolong", "gifts"] == told["oolong", "tea/green"] != told["mug", "cups"]
