from pathlib import Path

from loyalty.simulate.orders.fingerprint import fingerprint
from loyalty.simulate.orders.log import OrderLog
from loyalty.simulate.orders.members import Members, no_members
from tests.simulate.frames import back, frame, log_of, sale


def members(log: OrderLog) -> Members:
    return no_members(len(log.member_ids))


def test_the_fingerprint_is_the_contents(tmp_path: Path):
    one = log_of(tmp_path, sale("A"), back("R"))
    again = log_of(tmp_path, sale("A"), back("R"))
    assert fingerprint(one, members(one)) == fingerprint(again, members(again))


def test_the_place_of_a_row_in_its_file_is_no_content(tmp_path: Path):
    one, two = log_of(tmp_path, sale("A"), sale("B")), log_of(tmp_path, sale("B"), sale("A"))
    assert one.line_row.tolist() != two.line_row.tolist()
    assert one.content_hash == two.content_hash


def test_a_row_that_is_left_out_changes_nothing_though_its_id_is_text(tmp_path: Path):
    one = log_of(tmp_path, sale("1"), sale("2"))
    two = log_of(tmp_path, sale("1"), sale("2"), sale("left out", sku=None))
    assert one.content_hash == two.content_hash


def test_details_of_members_count(tmp_path: Path):
    log = log_of(tmp_path, sale("A"))
    (tmp_path / "members.csv").write_text("member_id,birthday\nm1,05-03\n", encoding="utf-8")
    told = OrderLog.read(tmp_path / "orders.parquet", members=tmp_path / "members.csv")
    assert told.content_hash != log.content_hash


def test_an_array_of_one_number_is_not_one_of_another_length(tmp_path: Path):
    hashes = set()
    for count in (1, 2, 3):
        frame([sale("A", line_no=line) for line in range(count)]).write_parquet(tmp_path / "a.parquet")
        hashes.add(OrderLog.read(tmp_path / "a.parquet").content_hash)
    assert len(hashes) == 3
