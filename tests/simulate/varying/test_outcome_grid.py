"""What a grid found, as plain data: the same names whoever reads it, and exact to the last unit."""

import json

from loyalty.simulate.figures.outcome import SCHEMA
from loyalty.simulate.varying.outcome_grid import GridResult
from tests.simulate.grids import grid_result


def test_the_data_say_what_they_are_and_survive_json():
    found = grid_result()
    assert isinstance(found, GridResult)
    told = json.loads(json.dumps(found.as_dict()))
    assert (told["schema"], told["kind"]) == (SCHEMA, "grid")
    assert [row["values"] for row in told["variants"]] == [list(row.values) for row in found.variants]
    assert told["axes"][0]["path"] == found.axes[0].path
    assert told["settings"]["points_share"] == str(found.settings.points_share)
