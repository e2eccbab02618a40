from loyalty.reports.member_blocks import INDENT, movement, points, standing


def test_the_tier_that_holds_most_members_is_named(a_draft, pen):
    block = standing(a_draft, pen)
    assert block.answer == "growth: of 9,120 members 48.3% are in member."
    assert len(block.drawings) == 1


def test_each_track_has_its_own_chart(a_draft, pen):
    a_draft["tiers_at_end"] += [
        {"track": "paid", "tier": None, "members": 9_000},
        {"track": "paid", "tier": "plus", "members": 120},
    ]
    block = standing(a_draft, pen)
    assert len(block.drawings) == 2
    assert block.tables[0].rows[-1].cells[0].under == "paid"


def test_without_tiers_nobody_stands_anywhere(a_draft, pen):
    a_draft["tiers_at_end"] = []
    assert standing(a_draft, pen).answer == "The programme has no tiers."


def test_without_members_nobody_can_be_counted(a_draft, pen):
    for entry in a_draft["tiers_at_end"]:
        entry["members"] = 0
    assert standing(a_draft, pen).answer.startswith("The orders name no member")


def test_moves_are_counted_by_month_and_kind(a_draft, pen):
    block = movement(a_draft, pen)
    assert block is not None
    table = block.details[0].table
    assert [column.name for column in table.columns][:3] == ["Month", "no tier → member", "member → silver"]
    assert len(table.rows) == 25
    assert [cell.text for cell in table.rows[0].cells][:2] == ["Jan 2024", "95"]


def test_rare_moves_are_summed_up(a_draft, pen):
    a_draft["tier_movement"] += [
        {"month": "2024-01", "track": "growth", "from": "gold", "to": to, "members": 1}
        for to in ("black", "member", None)
    ]
    block = movement(a_draft, pen)
    assert block is not None
    table = block.details[0].table
    assert table.columns[-1].name == "Other moves"
    assert (table.rows[0].cells[-1].text, table.rows[-1].cells[-1].text) == ("2", "2")


def test_moves_name_their_track_where_there_are_several(a_draft, pen):
    a_draft["tier_movement"][0]["track"] = "paid"
    block = movement(a_draft, pen)
    assert block is not None
    assert block.details[0].table.columns[1].name == "growth: no tier → member"


def test_moves_over_the_whole_period_come_most_frequent_first(a_draft, pen):
    block = movement(a_draft, pen)
    assert block is not None
    *moves, whole = block.tables[0].rows
    numbers = [line.cells[1].value.number for line in moves]
    assert whole.cells[1].value.number == sum(numbers)
    assert numbers == sorted(numbers, reverse=True)
    assert sum(numbers) == sum(entry["members"] for entry in a_draft["tier_movement"])
    (flat,) = block.flat
    assert sum(line.cells[4].value.number for line in flat.rows) == sum(numbers)


def test_without_moves_the_question_is_not_asked(a_draft, pen):
    a_draft["tier_movement"] = []
    assert movement(a_draft, pen) is None


def test_points_go_up_when_earned_and_down_when_they_leave(a_draft, pen):
    block = points(a_draft, pen)
    tones = {box.tone for box in block.drawings[0].boxes}
    assert tones == {"a", "b", "c", "d"}
    assert any("Spent: 165,782" in box.tip for box in block.drawings[0].boxes)
    (flow,), by_month = block.tables, block.details[0].table
    assert [cell.text for cell in flow.rows[0].cells][:2] == ["Held before the measured period", "−163,440"]
    assert by_month.rows[-1].total


def test_months_without_points_keep_their_place(a_draft, pen):
    months = a_draft["points"]["by_month"]
    a_draft["points"]["by_month"] = [months[0], months[2]]
    assert [line.cells[0].text for line in points(a_draft, pen).details[0].table.rows] == [
        "Jan 2024", "Feb 2024", "Mar 2024", "Total",
    ]  # fmt: skip


def test_a_programme_without_points_says_so(a_draft, pen):
    a_draft["points"] = dict.fromkeys(a_draft["points"], 0) | {"by_month": []}
    assert points(a_draft, pen).answer == "The programme moves no points."


def test_points_carried_in_without_a_month_of_their_own_need_no_chart(a_draft, pen):
    a_draft["points"]["by_month"] = []
    assert points(a_draft, pen).drawings == ()


def test_what_came_in_and_went_out_with_its_sign_is_what_is_left(a_draft, pen):
    (flow,) = points(a_draft, pen).tables
    at = next(place for place, line in enumerate(flow.rows) if line.strong)
    moves = [
        line.cells[1].value.number for line in flow.rows[:at] if not line.cells[0].text.startswith(INDENT)
    ]
    assert sum(moves) == flow.rows[at].cells[1].value.number == a_draft["points"]["outstanding"]
    assert [line.cells[1].text[0] for line in flow.rows[:at] if line.cells[0].text == "Spent"] == ["−"]
