import os
from pathlib import Path

from loyalty.simulate.orders.sources import SETTLED_NS, digests, looks, stamp, unchanged


def written(folder: Path, content: bytes = b"a") -> Path:
    path = folder / "orders.csv"
    path.write_bytes(content)
    return path


def later(path: Path) -> int:
    return path.stat().st_ctime_ns + SETTLED_NS + 1


def test_a_file_that_looks_the_same_and_settled_is_not_read(tmp_path: Path):
    path = written(tmp_path)
    seen = stamp(looks([path]))
    assert unchanged([path], stamped=seen, told=["nothing"], written_ns=later(path)) == (True, False)


def test_a_file_changed_just_before_it_was_packed_is_compared_by_content(tmp_path: Path):
    path = written(tmp_path)
    seen, told = stamp(looks([path])), digests([path])
    now = path.stat().st_ctime_ns
    assert unchanged([path], stamped=seen, told=told, written_ns=now) == (True, True)
    assert unchanged([path], stamped=seen, told=["1-x"], written_ns=now) == (False, True)


def test_a_copy_with_the_times_of_the_first_is_found_out(tmp_path: Path):
    path = written(tmp_path, b"first")
    seen, told, times = stamp(looks([path])), digests([path]), path.stat()
    path.write_bytes(b"other")
    os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))
    assert unchanged([path], stamped=seen, told=told, written_ns=later(path)) == (False, True)


def test_a_touched_file_is_still_the_same_by_content(tmp_path: Path):
    path = written(tmp_path)
    seen, told = stamp(looks([path])), digests([path])
    os.utime(path, ns=(0, 0))
    assert unchanged([path], stamped=seen, told=told, written_ns=later(path)) == (True, True)


def test_another_size_needs_no_reading(tmp_path: Path):
    path = written(tmp_path)
    seen, told = stamp(looks([path])), digests([path])
    path.write_bytes(b"longer")
    assert unchanged([path], stamped=seen, told=told, written_ns=later(path)) == (False, False)


def test_a_file_that_is_gone_is_not_the_same(tmp_path: Path):
    path = written(tmp_path)
    seen, told = stamp(looks([path])), digests([path])
    path.unlink()
    assert unchanged([path], stamped=seen, told=told, written_ns=0) == (False, False)
