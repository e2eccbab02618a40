"""The first revision begins the branch `loyalty`, which a host's own migrations may name."""

from alembic.script import ScriptDirectory

from loyalty.store.migrating import config


def test_it_begins_the_librarys_branch():
    scripts = ScriptDirectory.from_config(config(None))
    first = scripts.get_revision("loyalty@base") or scripts.get_revision("loyalty_0001")
    assert (first.revision, first.down_revision) == ("loyalty_0001", None)
    assert "loyalty" in first.branch_labels
    assert [one.revision for one in scripts.walk_revisions()][-1] == "loyalty_0001"
