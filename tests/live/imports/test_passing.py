"""A pass hands every member on once, in batches, and may be ended after each."""

from loyalty.live.asking import Plans
from loyalty.live.desk import Desk
from loyalty.live.imports.files import sources
from loyalty.live.imports.judging import Case, understand
from loyalty.live.imports.passing import Pass
from loyalty.live.imports.staging import Staged
from loyalty.store.operations import Request
from loyalty.when import FixedClock
from tests.live.imports.importing import lay, setting
from tests.live.shops import START


def passed(folder, **asked):
    handed = []

    def each(bundles):
        handed.append([one.member for one in bundles])
        return [
            Case(understand(one, setting()), Request(verb="import", named=("x",), content={}), ())
            for one in bundles
        ]

    with Staged(sources([lay(folder)])) as staged:
        desk = Desk("corner-shop", FixedClock(START), Plans("corner-shop", {}))
        one = Pass(desk=desk, staged=staged, name="import", at=START, **asked)
        return one.go(each, decimals=1, wrote=True), handed


def test_members_come_in_batches(tmp_path):
    assert passed(tmp_path)[1] == [["ann", "bob"]]
    assert passed(tmp_path, batch=1)[1] == passed(tmp_path, batch=0)[1] == [["ann"], ["bob"]]


def test_whoever_listens_may_end_it(tmp_path):
    heard = []
    report, handed = passed(tmp_path, batch=1, progress=lambda now: heard.append(now) or False)
    assert (report.stopped, report.written, handed) == (True, 1, [["ann"]])
    assert (heard[0].members, heard[0].members_total, heard[0].refused) == (1, 2, 0)
    assert passed(tmp_path, batch=1, progress=heard.append)[0].stopped is False
