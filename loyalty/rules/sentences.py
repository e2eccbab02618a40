"""A programme in plain sentences, one for every rule, for people who do not read YAML."""

from collections.abc import Iterator

from loyalty.rules.program import Program
from loyalty.rules.sentences_issuances import issuance_sentence, reminder_sentence
from loyalty.rules.sentences_offers import (
    budget_sentence,
    class_sentence,
    group_sentence,
    lane_sentence,
    offer_sentence,
)
from loyalty.rules.sentences_points import points_sentences
from loyalty.rules.sentences_tiers import level_sentence, track_sentence
from loyalty.rules.tongue import WEEKDAYS_ZH, Tongue


def describe(program: Program, language: str = "en") -> list[str]:
    """A sentence for the head and each tier, level, points rule, lane, group, budget, offer, issuance."""
    return list(_sentences(program, Tongue.of(program, language)))


def _sentences(program: Program, tongue: Tongue) -> Iterator[str]:
    yield _head(program, tongue)
    for track in program.tiers:
        yield track_sentence(track, tongue)
        for level in track.levels:
            yield level_sentence(level, track, tongue)
    if program.points is not None:
        yield from points_sentences(program.points, tongue)
    for lane in program.lanes:
        yield lane_sentence(lane, tongue)
    for group in program.groups:
        yield group_sentence(group, tongue)
    for one in program.classes:
        yield class_sentence(one, tongue)
    for budget in program.budgets:
        yield budget_sentence(budget, tongue)
    for offer in program.offers:
        yield offer_sentence(offer, tongue)
    yield from _given(program, tongue)


def _given(program: Program, tongue: Tongue) -> Iterator[str]:
    """What members are given by itself, and reminded of."""
    for issuance in program.issuances:
        yield issuance_sentence(issuance, tongue)
    if program.reminders is not None:
        yield reminder_sentence(program.reminders, tongue)


def _head(program: Program, tongue: Tongue) -> str:
    """Where and in what the programme counts."""
    day = program.week_starts
    text = tongue.say(
        f"amounts in {program.currency}; days and months as the clocks of {program.time_zone} show them, "
        f"weeks from {day.capitalize()}",
        f"金额为{program.currency}；日期按{program.time_zone}计算，每周从{WEEKDAYS_ZH[day]}开始",
    )
    years = {
        "joined": None,
        "first_earned": ("from the first points earned", "首次获得积分"),
        "activated": ("from when the first points can be spent", "首批积分可用"),
    }[program.membership_from]
    if years is not None:
        text = tongue.clauses([text, tongue.say(f"membership years {years[0]}", f"会员年度自{years[1]}起算")])
    return tongue.sentence(text, tongue.say(program.name or "", program.name_zh or ""))
