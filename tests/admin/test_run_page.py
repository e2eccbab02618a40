import pytest
from streamlit.testing.v1 import AppTest

from tests.admin.runs import RUN, run_folder


def page(home, run_id, language):
    from pathlib import Path

    import streamlit as st

    from loyalty.admin import run_page
    from loyalty.admin.desk import Desk
    from loyalty.admin.words import Words
    from loyalty.when import SystemClock

    asked = run_page.draw(run_id, Desk(Path(home), SystemClock()), Words(language))
    st.text(f"new: {asked}")


def shown(home, run_id=RUN, language="en"):
    given = {"home": str(home), "run_id": run_id, "language": language}
    return AppTest.from_function(page, kwargs=given, default_timeout=20).run()


def test_a_run_nobody_knows_is_said_and_a_new_one_can_be_asked_for(tmp_path):
    app = shown(tmp_path, "nonsense *x*")
    assert app.error[0].value == "There is no run nonsense \\*x\\*."
    assert app.text[0].value == "new: False"
    assert app.button(key="new-run").click().run().text[0].value == "new: True"


def test_a_refused_run_shows_its_sentence_in_the_pages_language(tmp_path):
    run_folder(
        tmp_path, state={"state": "failed", "en": "There is no file a.csv.", "zh": "找不到文件 a.csv。"}
    )
    assert shown(tmp_path).error[0].value == "There is no file a\\.csv\\."
    assert shown(tmp_path, language="zh").error[0].value == "找不到文件 a\\.csv。"


def test_an_interrupted_run_says_what_to_do(tmp_path):
    run_folder(tmp_path, state={"state": "running", "done": 1, "total": 2})
    assert shown(tmp_path).warning[0].value.endswith("Start it again.")


def test_a_cancelled_run_says_that_nothing_was_written(tmp_path):
    folder = run_folder(tmp_path, state={"state": "running", "done": 1, "total": 2})
    (folder / "cancelled").touch()
    assert shown(tmp_path, language="zh").warning[0].value == "本次运行已取消，未写入任何结果。"


def test_a_finished_run_shows_its_result(tmp_path):
    from tests.reports.sample import Size

    run_folder(tmp_path, state={"state": "done"}, drafts=Size())
    app = shown(tmp_path)
    assert app.metric[0].label == "Net cost"
    assert not app.exception


@pytest.mark.parametrize("language", ["en", "zh"])
def test_titles_of_programmes_cannot_draw_anything(tmp_path, language):
    run_folder(tmp_path, state={"state": "failed", "en": "x", "zh": "x"}, titles=("![a](http://b)",))
    assert shown(tmp_path, language=language).subheader[0].value == "\\!\\[a\\]\\(http\\:\\/\\/b\\)"
