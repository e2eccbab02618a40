"""Create or migrate the library's tables in a database, check their revision, or list them.

`loyalty db upgrade URL` creates the tables or brings those that are there to this version, in one transaction
where the database can. `loyalty db check URL` ends with 0 when they are of this version and with 1 when not.
URL is SQLAlchemy's: postgresql://name:password@host/database, mysql:// or mariadb:// alike, sqlite:///file.
"""

import argparse

HELP = "create, migrate or check the tables of a live shop"


def add_options(options: argparse.ArgumentParser) -> None:
    """What to do, and where."""
    actions = options.add_subparsers(title="actions", metavar="ACTION", dest="action")
    for name, told in (
        ("upgrade", "create or migrate the tables"),
        ("check", "tell whether they are current"),
    ):
        action = actions.add_parser(name, help=told, description=__doc__)
        action.add_argument("url", metavar="URL", help="the database")
        action.add_argument("--schema", metavar="NAME", help="where the tables lie (PostgreSQL)")
        _add_usual(action)
    _add_usual(actions.add_parser("tables", help="list the tables", description=__doc__))


def _add_usual(action: argparse.ArgumentParser) -> None:
    action.add_argument(
        "--language", choices=("en", "zh"), default=argparse.SUPPRESS, help="language of what is printed"
    )
    action.add_argument("--traceback", action="store_true", default=argparse.SUPPRESS, help=argparse.SUPPRESS)


def run(options: argparse.Namespace) -> int:
    """Do it; raises OptionMissing, BadOption, DatabaseUnreachable, MissingExtra, SchemaUnmarked."""
    from loyalty.cli.database import act

    return act(options)
