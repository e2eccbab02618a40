import pytest

from loyalty.admin.drafts import ChangedMeanwhile, Draft, Drafts, Saved, Text, Unchanged


@pytest.fixture
def drafts(tmp_path):
    return Drafts(tmp_path / "programs")


def own(drafts, content="key: a\n"):
    return drafts.add("mine.yaml", content).draft


def test_the_samples_are_there_from_the_start(drafts):
    assert [draft.id for draft in drafts.every()] == [
        "sample:corner_shop.yaml",
        "sample:corner_shop_lean.yaml",
    ]
    assert drafts.text(drafts.every()[0]).content.startswith("# Corner shop club")


def test_own_programmes_come_first(drafts):
    own(drafts)
    assert drafts.every()[0] == Draft("own", "mine.yaml")
    assert drafts.find("own:mine.yaml") == Draft("own", "mine.yaml")
    assert drafts.find("own:none.yaml") is None


def test_what_is_saved_is_read_back(drafts):
    draft = own(drafts)
    opened = drafts.text(draft)
    assert drafts.save(draft, "key: b\n", opened=opened) == Saved(draft, Text("key: b\n"))
    assert drafts.text(draft) == Text("key: b\n")


def test_nothing_to_save_is_said(drafts):
    draft = own(drafts)
    assert drafts.save(draft, "key: a\n", opened=drafts.text(draft)) == Unchanged()


def test_a_sample_is_never_changed_but_copied(drafts):
    sample = drafts.every()[0]
    before = drafts.text(sample)
    saved = drafts.save(sample, "key: mine\n", opened=before)
    assert saved == Saved(Draft("own", "corner_shop.yaml"), Text("key: mine\n"))
    assert drafts.text(sample) == before


def test_the_second_of_two_who_save_is_told_and_overwrites_nothing(drafts):
    draft = own(drafts)
    opened = drafts.text(draft)
    drafts.save(draft, "key: theirs\n", opened=opened)
    assert drafts.save(draft, "key: mine\n", opened=opened) == ChangedMeanwhile(Text("key: theirs\n"))
    assert drafts.text(draft) == Text("key: theirs\n")


def test_whoever_then_decides_for_the_own_text_saves_it(drafts):
    draft = own(drafts)
    opened = drafts.text(draft)
    drafts.save(draft, "key: theirs\n", opened=opened)
    outcome = drafts.save(draft, "key: mine\n", opened=opened)
    assert isinstance(outcome, ChangedMeanwhile)
    assert drafts.save(draft, "key: mine\n", opened=outcome.theirs) == Saved(draft, Text("key: mine\n"))


def test_a_taken_name_gets_a_number(drafts):
    files = [drafts.add("mine.yaml", "").draft.file for _ in range(3)]
    assert files == ["mine.yaml", "mine-2.yaml", "mine-3.yaml"]


@pytest.mark.parametrize(
    ("name", "file"), [("../p.yml", "p.yml"), ("p.json", "p.json"), ("p.exe", "p_exe.yaml"), ("p", "p.yaml")]
)
def test_an_upload_gets_a_harmless_name(drafts, name, file):
    assert drafts.add(name, "").draft.file == file


def test_a_programme_that_somebody_deleted_is_written_again(drafts, tmp_path):
    draft = own(drafts)
    opened = drafts.text(draft)
    (tmp_path / "programs" / "mine.yaml").unlink()
    assert drafts.save(draft, "key: b\n", opened=opened) == Saved(draft, Text("key: b\n"))


def test_no_half_written_file_is_listed(drafts, tmp_path):
    own(drafts)
    (tmp_path / "programs" / ".mine.yaml.saving").touch()
    (tmp_path / "programs" / "notes.txt").touch()
    assert [draft.file for draft in drafts.every() if draft.kind == "own"] == ["mine.yaml"]


def test_a_stem_is_the_name_without_its_ending():
    assert Draft("own", "a.b.yaml").stem == "a.b"
