import json

from loyalty.cli.entry import main
from loyalty.rules.document import json_schema
from loyalty.scenarios.source import scenarios_schema


def test_the_schema_is_printed_as_json(capsys):
    assert main(["schema"]) == 0
    assert json.loads(capsys.readouterr().out) == json_schema()


def test_the_schema_of_scenarios_is_printed_when_asked_for(capsys):
    assert main(["schema", "--scenarios"]) == 0
    assert json.loads(capsys.readouterr().out) == scenarios_schema()
