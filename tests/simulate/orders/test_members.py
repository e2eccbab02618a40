from datetime import UTC, date, datetime
from pathlib import Path

import polars as pl
import pytest

from loyalty.errors import ColumnMissing, LogUnreadable
from loyalty.simulate.orders.log import OrderLog
from loyalty.simulate.orders.mapping import FileMapping
from loyalty.simulate.orders.members import no_members, read_members
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


@pytest.mark.parametrize(
    "header",
    ["Customer ID,Date of Birth,Member Since,City", "会员编号,生日,注册时间,城市", "id,dob,created at,city"],
)
def test_the_usual_names_are_recognised(tmp_path: Path, header: str):
    text = f"{header}\nm,1990年5月3日,2020-01-01,上海\n"
    found = read_members(members_file(tmp_path, text), ["m"], zone="UTC")
    assert (found.birth_month.tolist(), found.birth_day.tolist()) == ([5], [3])
    assert found.joined.tolist() == [to_us(datetime(2020, 1, 1, tzinfo=UTC))]
    assert list(found.attributes.values()) == [["上海"]]


def test_other_names_can_be_mapped_and_recognised_ones_left_out(tmp_path: Path):
    text = "card,id,since,birthday\nm,9,2020-01-01,1990-01-01\n"
    mapping = FileMapping(members={"customer_id": "card", "joined_at": "since", "birthday": None})
    found = read_members(members_file(tmp_path, text), ["m"], zone="UTC", mapping=mapping)
    assert found.joined.tolist() == [to_us(datetime(2020, 1, 1, tzinfo=UTC))]
    assert found.attributes == {"id": ["9"], "birthday": ["1990-01-01"]}


def test_a_mapping_of_an_unknown_column_is_refused(tmp_path: Path):
    with pytest.raises(LogUnreadable, match="members speak of 'joined'"):
        read_members(
            members_file(tmp_path, "id\nm\n"),
            ["m"],
            zone="UTC",
            mapping=FileMapping(members={"joined": "id"}),
        )


def test_the_order_of_day_and_month_is_decided_by_the_whole_file(tmp_path: Path):
    text = "member_id,birthday,joined_at\nm,03/04/1990,31/01/2020\nn,5/6/1991,01/02/2020\n"
    found = read_members(members_file(tmp_path, text), ["m", "n"], zone="UTC")
    assert (found.birth_month.tolist(), found.birth_day.tolist()) == ([4, 6], [3, 5])
    assert found.joined.tolist() == [
        to_us(datetime(2020, 1, 31, tzinfo=UTC)),
        to_us(datetime(2020, 2, 1, tzinfo=UTC)),
    ]


def test_an_order_that_nothing_tells_is_asked_for(tmp_path: Path):
    path = members_file(tmp_path, "member_id,birthday\nm,03/04/1990\n")
    with pytest.raises(LogUnreadable, match="'birthday' may be day first or month first"):
        read_members(path, ["m"], zone="UTC")
    for said in ("day_first", {"birthday": "day_first"}):
        found = read_members(path, ["m"], zone="UTC", mapping=FileMapping(date_order=said))
        assert found.birth_month.tolist() == [4]


def test_members_who_stand_there_twice_are_told(tmp_path: Path):
    text = "member_id,city\nm,Paris\nx,Rome\nm,Oslo\nx,Bonn\n"
    found = read_members(members_file(tmp_path, text), ["m", "n"], zone="UTC")
    assert found.twice.tolist() == [True, False]


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
