from loyalty.reports.year_blocks import years_table


def test_years_add_up_to_the_drafts_own_totals(a_draft, a_log, pen):
    table = years_table(a_draft["by_month"], a_draft, a_log, pen)
    *years, whole = table.rows
    assert [line.cells[0].text for line in years] == ["2024", "2025"]
    assert sum(line.cells[4].value.minor for line in years) == whole.cells[4].value.minor
    assert whole.cells[4].value.minor == a_draft["totals"]["cost_minor"]


def test_a_year_says_how_much_of_it_the_file_holds(a_draft, a_log, pen):
    a_log["last_at"] = "2025-12-09T12:50:00+08:00"
    a_draft["by_month"] = a_draft["by_month"][11:]
    table = years_table(a_draft["by_month"], a_draft, a_log, pen)
    assert [line.cells[1].text for line in table.rows] == ["1 month", "12 months, one not whole", ""]


def test_within_one_year_there_is_nothing_to_add_up(a_draft, a_log, pen):
    assert years_table(a_draft["by_month"][:12], a_draft, a_log, pen) is None
