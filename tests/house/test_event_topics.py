"""What the outbox may hold stands in the reference: whoever reads events reads its names there."""

import ast

import pytest

from tests.house.tree import ROOT, modules, syntax

PAGE = (ROOT / "docs" / "reference" / "events.md").read_text(encoding="utf-8")


def topics():
    """Every topic that is announced; of one that is put together, what it begins with."""
    for path in modules():
        tree = syntax(path)
        constants = {
            node.target.id: node.value.value
            for node in tree.body
            if isinstance(node, ast.AnnAssign) and isinstance(node.value, ast.Constant)
        }
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and ast.unparse(node.func) == "announce":
                told = node.args[1]
                if isinstance(told, ast.JoinedStr):
                    yield told.values[0].value
                else:
                    yield constants[told.id] if isinstance(told, ast.Name) else told.value


@pytest.mark.parametrize("topic", sorted(set(topics())))
def test_a_topic_is_told_in_the_reference(topic):
    assert f"`{topic}" in PAGE


def test_there_are_topics():
    assert len(set(topics())) > 20
