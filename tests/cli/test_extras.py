import pytest

from loyalty.cli.extras import PACKAGES, lacking, need
from loyalty.errors import MissingExtra
from tests.house.test_pins import PROJECT


def without(*missing):
    return lambda package: None if package in missing else object()


def test_nothing_is_said_where_all_is_installed():
    need("simulate", "report", find=without())


def test_a_missing_package_names_its_extra_and_the_way_to_get_it():
    with pytest.raises(MissingExtra) as refused:
        need("simulate", "report", find=without("jinja2"))
    assert (
        str(refused.value)
        == "This needs the extra [report]: install it with `pip install 'loyalty[report]'`."
    )


def test_all_missing_extras_are_named_at_once():
    with pytest.raises(MissingExtra) as refused:
        need("simulate", "report", find=without("jinja2", "numba", "polars"))
    assert refused.value.fields["extra"] == "simulate,report"


def test_what_lacks_is_told_without_an_error():
    assert lacking("admin", find=without("streamlit")) == ("admin",)


def test_the_packages_are_those_the_project_declares():
    for extra, packages in PACKAGES.items():
        declared = PROJECT["optional-dependencies"][extra]
        assert all(any(line.startswith(package) for line in declared) for package in packages)
