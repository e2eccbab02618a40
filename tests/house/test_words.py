"""One concept, one word: the words the glossary rules out do not come back through code."""

import ast
import io
import re
import tokenize

import pytest

from tests.house.tree import EXAMPLES, modules, name

RULED_OUT = re.compile(r"(?i)(?<![a-z])(promotion|voucher|user|customer|balance)s?(?![a-z])")
COLUMN = re.compile(r"\s*[a-z]+([_ ][a-z]+)*\s*")
"""A text that is the name of a column in somebody's order file, in whatever words they use."""


FOREIGN = {"return_user_exc", "insert_user_function"}
"""Names that another library gave its own functions."""


def faults(source):
    """(line, word) of every ruled-out word in names, comments and texts; names of columns may pass."""
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.string in FOREIGN:
            continue
        text = re.sub(r"(?<=[a-z])(?=[A-Z])", "_", token.string)
        if token.type == tokenize.STRING and _is_column(token.string):
            continue
        if token.type in {tokenize.STRING, tokenize.COMMENT}:
            text = re.sub(r"`[a-z_]+`", "", text)
        yield from ((token.start[0], found.group(1)) for found in RULED_OUT.finditer(text))


def _is_column(literal):
    try:
        value = ast.literal_eval(literal)
    except (SyntaxError, ValueError):
        return False
    return isinstance(value, str) and COLUMN.fullmatch(value) is not None


def test_no_ruled_out_word_is_used():
    found = [
        f"{name(path)}:{line}: {word}"
        for path in [*modules(), *modules(EXAMPLES)]
        for line, word in faults(path.read_text(encoding="utf-8"))
    ]
    assert found == []


@pytest.mark.parametrize(
    "source", ["user = 1", "class HeldVoucher: ...", "x.point_balance", "# promotions", "'A customer.'"]
)
def test_a_ruled_out_word_is_seen_wherever_it_hides(source):
    assert len(list(faults(source))) == 1


@pytest.mark.parametrize(
    "source", ["'customer_id'", "# the column `customer_id`", "path.expanduser()", "reuse = 1"]
)
def test_column_names_and_other_words_pass(source):
    assert list(faults(source)) == []
