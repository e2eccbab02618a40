from datetime import UTC, date, datetime
from pathlib import Path

import polars as pl
import pytest

from loyalty.errors import ColumnMissing
from loyalty.simulate.log import OrderLog
from loyalty.simulate.members import no_members, read_members
from loyalty.when import to_us
from tests.simulate.frames import adds_up, at, codes, log_of, sale


def members_file(folder: Path, text: str) -> Path:
    path = folder / "members.csv"
    path.write_text(text, encoding="utf-8")
    return path


def test_joining_birthday_and_attributes_are_read_by_member(tmp_path: Path):
    header = "Member_ID,joined_at,birthday,City,score"
    text = f"{header}\nm2,2020-05-01,1990-02-29,上海,1.5\nm1,2019-01-01 08:00,05-03,,2\n"
    found = read_members(members_file(tmp_path, text), ["m1", "m2"], zone="Asia/Shanghai")
    assert found.joined.tolist() == [
        to_us(datetime(2019, 1, 1, tzinfo=UTC)),
        to_us(datetime(2020, 4, 30, 16, tzinfo=UTC)),
    ]
    assert found.birth_month.tolist() == [5, 2]
    assert found.birth_day.tolist() == [3, 29]
    assert found.attributes == {"city": [None, "上海"], "score": ["2", "1.5"]}


@pytest.mark.parametrize(
    ("written", "month", "day"),
    [
        ("1990-12-31", 12, 31),
        ("1990/1/2", 1, 2),
        ("--02-29", 2, 29),
        ("1990-06-07 00:00:00", 6, 7),
        (" 06-07", 6, 7),
    ],
)
def test_birthdays_are_read_as_shops_write_them(tmp_path: Path, written: str, month: int, day: int):
    found = read_members(members_file(tmp_path, f"member_id,birthday\nm,{written}\n"), ["m"], zone="UTC")
    assert (found.birth_month.tolist(), found.birth_day.tolist()) == ([month], [day])


@pytest.mark.parametrize("written", ["1990-02-30", "13-01", "00-10", "soon", "04-31", "05-00"])
def test_a_day_that_no_calendar_has_is_flagged(tmp_path: Path, written: str):
    found = read_members(members_file(tmp_path, f"member_id,birthday\nm,{written}\n"), ["m"], zone="UTC")
    assert (found.birth_month.tolist(), found.birth_day.tolist()) == ([0], [0])
    assert found.unreadable.tolist() == [True]


def test_an_empty_cell_is_unknown_and_not_wrong(tmp_path: Path):
    found = read_members(members_file(tmp_path, "member_id,birthday,joined_at\nm,,\n"), ["m"], zone="UTC")
    assert (found.joined.tolist(), found.unreadable.tolist()) == ([-1], [False])


def test_dates_may_be_stored_as_dates(tmp_path: Path):
    path = tmp_path / "members.parquet"
    born = {
        "customer_id": ["m", "n"],
        "birthday": [date(1990, 2, 3), None],
        "joined_at": [date(2020, 1, 1)] * 2,
    }
    pl.DataFrame(born).write_parquet(path)
    found = read_members(path, ["m", "n"], zone="UTC")
    assert (found.birth_month.tolist(), found.birth_day.tolist()) == ([2, 0], [3, 0])


def test_the_first_row_of_a_member_counts_and_strangers_do_not(tmp_path: Path):
    text = "member_id,city\nm,Paris\nx,Rome\nm,Oslo\n"
    found = read_members(members_file(tmp_path, text), ["a", "m"], zone="UTC")
    assert found.attributes == {"city": [None, "Paris"]}
    assert found.missing.tolist() == [True, False]


def test_a_file_without_ids_is_refused(tmp_path: Path):
    with pytest.raises(ColumnMissing, match="needs the column `member_id`"):
        read_members(members_file(tmp_path, "name\nx\n"), ["m"], zone="UTC")


def test_without_a_file_nothing_is_known():
    found = no_members(2)
    assert (found.joined.tolist(), found.birth_day.tolist(), found.attributes) == ([-1, -1], [0, 0], {})
    assert not found.missing.any()


def test_a_log_takes_its_members_details_and_notes_whose_are_missing(tmp_path: Path):
    rows = [
        sale("A"),
        sale("B", customer_id="m2", ordered_at=at(3)),
        sale("C", customer_id="m2"),
        sale("D", customer_id="m3"),
        sale("E", customer_id=None),
    ]
    text = "member_id,joined_at,birthday,level\nm1,2020-01-01,1990-01-02,gold\nm3,never,,\n"
    log = log_of(tmp_path, *rows, members=members_file(tmp_path, text))
    assert log.member_joined.tolist() == [to_us(datetime(2020, 1, 1, tzinfo=UTC)), to_us(at(2)), to_us(at(2))]
    assert log.member_birth_month.tolist() == [1, 0, 0]
    assert log.member_attributes == {"level": ["gold", None, None]}
    assert codes(log) == {"anonymous_order": 1, "member_without_details": 2, "bad_member_details": 1}
    assert adds_up(log)


def test_a_log_without_members_can_have_a_members_file(tmp_path: Path):
    path = members_file(tmp_path, "member_id,level\nm1,gold\n")
    log = log_of(tmp_path, sale(customer_id=None), members=path)
    assert (log.member_ids, log.member_attributes) == ([], {"level": []})


def test_the_birthdays_of_a_real_shop_are_read(shared_data: Path):
    lines, members = (
        shared_data / part
        for part in ("lines/analytix_retail.parquet", "extra/analytix_retail.customers.parquet")
    )
    log = OrderLog.read(lines, members=members)
    assert (log.member_birth_month > 0).all()
    assert set(log.member_attributes) == {"gender", "city_code"}
