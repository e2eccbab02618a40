import json

import pytest
from streamlit.testing.v1 import AppTest

from loyalty.admin import result_view
from loyalty.reports.page import page as page_of
from tests.admin.runs import RUN, run_folder
from tests.reports.sample import Size, result


def page(home, run_id, language):
    from pathlib import Path

    from loyalty.admin import result_view
    from loyalty.admin.desk import Desk
    from loyalty.admin.words import Words
    from loyalty.when import SystemClock

    run = Desk(Path(home), SystemClock()).run(run_id)
    result_view.draw(run, Words(language))


def shown(home, size=None, language="en"):
    run_folder(home, state={"state": "done"}, drafts=size or Size())
    given = {"home": str(home), "run_id": RUN, "language": language}
    app = AppTest.from_function(page, kwargs=given, default_timeout=30).run()
    assert not app.exception
    return app


def texts(app):
    return [one.value for one in app.markdown]


def test_the_headline_says_cost_share_and_reach(tmp_path):
    app = shown(tmp_path)
    assert [metric.label for metric in app.metric] == [
        "Net cost",
        "Share of revenue",
        "Orders with a benefit",
    ]
    assert app.metric[0].value.startswith("¥")


def test_parity_stands_under_the_headline(tmp_path):
    said = "1\\,000 orders re\\-run through the live engine\\: 0 differences"
    told = [text for text in texts(shown(tmp_path)) if text.startswith(f":green[**✓**] {said}")]
    assert len(told) == 1


def test_one_draft_needs_no_comparison_and_no_choice(tmp_path):
    app = shown(tmp_path)
    assert "Side by side" not in [one.value for one in app.subheader]
    assert len(app.button_group) == 0


def test_drafts_stand_side_by_side_and_one_can_be_looked_into(tmp_path):
    app = shown(tmp_path, Size(drafts=2))
    assert len(app.metric) == 6
    assert "Side by side" in [one.value for one in app.subheader]
    before = texts(app)
    after = texts(app.button_group[0].set_value(1).run())
    assert before != after


def test_every_question_of_the_report_is_asked(tmp_path):
    asked = [one.value.replace("\\", "") for one in shown(tmp_path).subheader]
    (draft,) = page_of(result(Size()), "en").drafts
    assert asked == [block.question for block in draft.blocks]
    assert "Which month costs what?" in asked


def test_the_answer_in_words_stands_under_the_headline(tmp_path):
    (draft,) = page_of(result(Size()), "en").drafts
    said = [text.replace("\\", "") for text in texts(shown(tmp_path))]
    assert set(draft.summary) <= set(said)


def test_what_a_reader_must_know_first_stands_above_the_answer(tmp_path):
    told = result(Size())
    told["drafts"][0]["untested"] = [
        {"offer": told["drafts"][0]["by_offer"][0]["id"], "en": "No order falls into its dates.", "zh": "无"}
    ]
    folder = run_folder(tmp_path, state={"state": "done"})
    (folder / "report.json").write_text(json.dumps(told), encoding="utf-8")
    given = {"home": str(tmp_path), "run_id": RUN, "language": "en"}
    app = AppTest.from_function(page, kwargs=given, default_timeout=30).run()
    assert "No order falls into its dates" in app.warning[0].value


def test_chapters_are_a_press_away(tmp_path):
    (draft,) = page_of(result(Size()), "en").drafts
    links = next(text for text in texts(shown(tmp_path)) if "](#chapter-1)" in text).replace("\\", "")
    assert all(f"[{one.title}](#chapter-{at})" in links for at, one in enumerate(draft.chapters, 1))
    assert links.endswith("[The orders behind the figures](#orders)")


def test_the_sentences_that_explain_tables_stand_below_them(tmp_path):
    (draft,) = page_of(result(Size()), "en").drafts
    notes = {content.note for block in draft.blocks for content in block.tables if content.note}
    assert notes
    assert notes <= {one.value.replace("\\", "") for one in shown(tmp_path).caption}


def test_few_tables_on_demand_are_there_to_be_opened_and_of_many_one_is_chosen(tmp_path):
    (draft,) = page_of(result(Size()), "en").drafts
    app = shown(tmp_path)
    opened = {one.label.replace("\\", "") for one in app.expander}
    for block in draft.blocks:
        titles = [detail.title for detail in block.details]
        if len(titles) <= result_view.DETAILS_MAX:
            assert set(titles) <= opened
        else:
            chosen = app.selectbox(key=f"detail-{block.question}")
            assert chosen.options == titles
            before = len(app.markdown)
            assert len(chosen.set_value(0).run().markdown) == before + 1


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_words_are_of_one_language(tmp_path, language):
    labels = [metric.label for metric in shown(tmp_path, language=language).metric]
    assert labels[0] == {"en": "Net cost", "zh": "净成本"}[language]


def test_the_figures_a_reader_downloads_are_there(tmp_path):
    app = shown(tmp_path)
    assert [one.proto.label for one in app.get("download_button")] == [
        "Whole report (HTML, prints well)",
        "Workbook (Excel)",
        "All figures (JSON)",
    ]


def test_a_result_of_another_currency_and_one_month_is_drawn_too(tmp_path):
    app = shown(tmp_path, Size(months=1, offers=1, currency="JPY", exponent=0))
    assert app.metric[0].value.startswith("JP¥")
