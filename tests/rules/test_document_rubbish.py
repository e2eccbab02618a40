"""Whatever is written into a document, it is loaded or refused in sentences."""

import copy
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loyalty.errors import ProgramError, ProgramInvalid, ProgramUnreadable
from loyalty.rules.document import (
    dump_json,
    load_program,
)
from tests.rules.corner_shop import TEXT
from tests.rules.strategies import programs

RUBBISH = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**20), 10**20),
    st.floats(),
    st.decimals(),
    st.text(max_size=8),
    st.just([]),
    st.just({}),
    st.just({"kind": "percent"}),
    st.lists(st.integers(), max_size=2),
    st.binary(max_size=3),
)


def refusal(source):
    """The error with which a source is refused, if it is; any other error is a fault of the library."""
    try:
        load_program(source)
    except ProgramError as error:
        return error
    return None


def spots(value, found=()):
    """Every place inside a document, as the list of steps to it."""
    yield found
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, part in inner:
        yield from spots(part, (*found, key))


@given(st.data())
def test_whatever_stands_anywhere_is_loaded_or_refused_with_sentences(data):
    document = json.loads(dump_json(data.draw(programs(offers_max=2, tracks_max=1))))
    for _ in range(data.draw(st.integers(1, 3))):
        *steps, last = data.draw(st.sampled_from([spot for spot in spots(document) if spot]))
        around = document
        for step in steps:
            around = around[step]
        if isinstance(around, dict) and data.draw(st.booleans()):
            around[data.draw(st.text(max_size=4))] = copy.deepcopy(data.draw(RUBBISH))
        else:
            around[last] = copy.deepcopy(data.draw(RUBBISH))
    refused = refusal(document)
    assert refused is None or refused.text("zh") != refused.text("en")
    if isinstance(refused, ProgramInvalid):
        assert refused.problems
        assert all(all((p.path, p.what, p.mend, p.what_zh, p.mend_zh)) for p in refused.problems)


@given(st.one_of(st.text(max_size=60), st.binary(max_size=60)), st.sampled_from((None, "yaml", "json")))
def test_whatever_text_it_is_only_the_librarys_own_errors_come(source, form):
    with pytest.raises(ProgramError):
        load_program(source, format=form)


@given(st.data())
def test_whatever_is_cut_out_of_a_document_it_is_told_with_a_line(data):
    start = data.draw(st.integers(0, len(TEXT) - 1))
    cut = TEXT[:start] + data.draw(st.sampled_from(("", "\t", "]", "'", ": ", "\n", "0"))) + TEXT[start + 1 :]
    refused = refusal(cut)
    if isinstance(refused, ProgramInvalid):
        assert all(problem.line for problem in refused.problems)
    if isinstance(refused, ProgramUnreadable):
        assert refused.fields["line"]
