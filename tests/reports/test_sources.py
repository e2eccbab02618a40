from loyalty.reports.sources import fine_print, plain, problems_sum, problems_table
from tests.reports.sample import Size, result


def test_rows_of_the_data_add_up_in_a_sentence(pen):
    said = problems_sum(result()["problems"], pen)
    assert said == "141,902 rows in = 141,876 used + 26 left out; 4 were repaired."


def test_every_kind_of_trouble_is_told_with_its_examples(pen):
    table = problems_table(result()["problems"], pen)
    assert table is not None
    assert [line.cells[0].under for line in table.rows][:2] == ["duplicate_row", "missing_order_id"]
    assert table.rows[0].cells[3].text == "CS-2024-000114 line 1, CS-2024-000115 line 2"


def test_without_trouble_there_is_no_table(pen):
    assert problems_table(result()["problems"] | {"entries": []}, pen) is None


def test_every_draft_and_every_setting_can_be_told_from_its_source(pen):
    told = result(Size(drafts=2))
    names = [line.cells[0].text for line in fine_print(told, pen).rows]
    assert "Fingerprint of Corner shop club, lean" in names
    assert {f"Setting {name}" for name in told["settings"]} <= set(names)


def test_a_setting_is_written_as_it_was_set():
    assert [plain(value) for value in (None, ["D11", "NEW"], [], 7, "net")] == [
        "–",
        "D11, NEW",
        "–",
        "7",
        "net",
    ]
