"""Categories and regions as paths, however their slashes are written."""

import pytest

from loyalty.facts.paths import parts, plain_path


@pytest.mark.parametrize(
    "path", ["drinks/tea", "/drinks/tea", "drinks/tea/", "drinks//tea", "//drinks///tea//"]
)
def test_slashes_around_names_and_twice_between_them_say_nothing(path):
    assert (plain_path(path), parts(path)) == ("drinks/tea", ("drinks", "tea"))


@pytest.mark.parametrize("path", ["", "/", "//"])
def test_a_path_of_slashes_alone_names_nothing(path):
    assert (plain_path(path), parts(path)) == ("", ())
