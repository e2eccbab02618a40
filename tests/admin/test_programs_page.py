import pytest
from streamlit.testing.v1 import AppTest

from loyalty.admin.drafts import Drafts
from tests.cli.shop import PROGRAM


def page(folder, language):
    from datetime import UTC, datetime
    from pathlib import Path

    from loyalty.admin import programs_page
    from loyalty.admin.drafts import Drafts
    from loyalty.admin.words import Words
    from loyalty.when import FixedClock

    clock = FixedClock(datetime(2026, 1, 1, tzinfo=UTC))
    programs_page.draw(Drafts(Path(folder)), clock=clock, words=Words(language))


def shown(folder, language="en"):
    given = {"folder": str(folder), "language": language}
    app = AppTest.from_function(page, kwargs=given, default_timeout=20).run()
    assert not app.exception
    return app


@pytest.fixture
def drafts(tmp_path):
    made = Drafts(tmp_path)
    made.add("small.yaml", PROGRAM)
    return made


def test_own_programmes_and_samples_can_be_chosen(drafts, tmp_path):
    app = shown(tmp_path)
    assert app.selectbox(key="program").options == [
        "Small shop club · small.yaml",
        "Corner shop club (sample)",
        "Corner shop club, lean (sample)",
    ]
    assert app.selectbox(key="program").value == "own:small.yaml"


def test_the_chosen_one_is_checked_and_read_aloud(drafts, tmp_path):
    app = shown(tmp_path)
    assert app.success[0].value == "Nothing to mend."
    assert "Ten off a hundred" in app.markdown[-1].value
    app.selectbox(key="program").set_value("sample:corner_shop.yaml").run()
    assert not app.exception


def test_saving_what_was_not_changed_says_so(drafts, tmp_path):
    app = shown(tmp_path)
    assert app.button(key="save").click().run().toast[0].value == "Nothing to save."


def typing(app, text):
    """As if it had been typed: the field itself is tried in a browser."""
    app.session_state["typed:own:small.yaml:0"] = text
    return app.run()


def test_what_is_typed_is_checked_and_saved(drafts, tmp_path):
    app = typing(shown(tmp_path), PROGRAM.replace("amount: 10", "amount: 12"))
    assert "not saved yet" in [one.value for one in app.caption]
    app.button(key="save").click().run()
    assert app.toast[0].value == "Saved as `small.yaml`."
    assert "amount: 12" in drafts.text(drafts.find("own:small.yaml")).content


def test_a_document_with_errors_can_be_saved_too(drafts, tmp_path):
    app = typing(shown(tmp_path), "key: [")
    assert app.caption[-1].value == "The rules can be read aloud once the errors are mended."
    app.button(key="save").click().run()
    assert drafts.text(drafts.find("own:small.yaml")).content == "key: ["


def test_saving_a_sample_makes_an_own_copy_and_opens_it(tmp_path):
    app = shown(tmp_path)
    app.session_state["typed:sample:corner_shop.yaml:0"] = PROGRAM
    app.run().button(key="save").click().run()
    assert not app.exception
    assert app.selectbox(key="program").value == "own:corner_shop.yaml"


def changed_meanwhile(drafts, tmp_path):
    app = shown(tmp_path)
    own = drafts.find("own:small.yaml")
    drafts.save(own, PROGRAM + "# theirs\n", opened=drafts.text(own))
    app = typing(app, PROGRAM + "# mine\n")
    app.button(key="save").click().run()
    assert app.warning[0].value.startswith("Somebody else saved this programme")
    assert "-# theirs\n+# mine" in app.code[-1].value
    return app


def test_the_second_of_two_can_save_over_the_first(drafts, tmp_path):
    app = changed_meanwhile(drafts, tmp_path)
    app.button(key="keep-mine").click().run()
    assert not app.exception
    assert drafts.text(drafts.find("own:small.yaml")).content.endswith("# mine\n")


def test_the_second_of_two_can_take_what_the_first_wrote(drafts, tmp_path):
    app = changed_meanwhile(drafts, tmp_path)
    app.button(key="take-theirs").click().run()
    assert not app.exception
    assert "not saved yet" not in [one.value for one in app.caption]
    assert drafts.text(drafts.find("own:small.yaml")).content.endswith("# theirs\n")


def test_the_page_speaks_chinese(drafts, tmp_path):
    app = shown(tmp_path, "zh")
    assert app.button(key="save").label == "保存"
    assert app.selectbox(key="program").options[0] == "小店会员 · small.yaml"


def test_uploading_asks_for_a_file_first(tmp_path):
    app = shown(tmp_path)
    assert app.button(key="take-over").click().run().error[0].value == "Choose a file first."


def test_what_is_not_saved_is_not_simulated(drafts, tmp_path):
    app = shown(tmp_path)
    typing(app, PROGRAM.replace("Ten off", "Nine off"))
    app.run()
    assert app.button(key="simulate-this-program").click().run().toast[0].value.startswith("Save it first")
