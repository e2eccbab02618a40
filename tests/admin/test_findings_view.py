from streamlit.testing.v1 import AppTest

from tests.cli.shop import PROGRAM

BROKEN = PROGRAM.replace("    when:", "    wen:")


def page(content, language):
    from datetime import UTC, datetime

    import streamlit as st

    from loyalty.admin import findings_view
    from loyalty.admin.checking import checked
    from loyalty.admin.words import Words

    found = checked(content, now=datetime(2026, 1, 1, tzinfo=UTC))
    st.text(f"asked for {findings_view.draw(found, content, Words(language))}")


def shown(content, language="en"):
    return AppTest.from_function(page, kwargs={"content": content, "language": language}).run()


def test_a_finding_shows_its_line_what_and_how_to_mend():
    app = shown(BROKEN)
    texts = [one.value for one in app.markdown]
    assert ":red-badge[error] :gray[offers\\[0\\]\\.wen]" in texts
    assert any("Unknown field `wen`" in text and "Did you mean `when`" in text for text in texts)
    assert app.code[0].value == "wen: {kind: subtotal, minimum: 100}"
    assert app.caption[0].value == "Errors: 1"


def test_the_line_can_be_asked_for():
    app = shown(BROKEN)
    assert app.text[0].value == "asked for None"
    assert app.button[0].label == "line 14"
    assert app.button[0].click().run().text[0].value == "asked for 14"


def test_a_right_programme_is_read_aloud():
    app = shown(PROGRAM)
    assert app.success[0].value == "Nothing to mend."
    assert "Ten off a hundred" in app.markdown[-1].value


def test_all_of_it_comes_in_chinese():
    app = shown(BROKEN, "zh")
    assert ":red-badge[错误]" in app.markdown[0].value
    assert app.button[0].label == "第 14 行"
    assert "满百减十" in shown(PROGRAM, "zh").markdown[-1].value


def test_many_findings_are_cut_and_counted():
    offer = PROGRAM[PROGRAM.index("  - id: ten-off") :].replace("    when:", "    wen:")
    many = PROGRAM[: PROGRAM.index("  - id: ten-off")]
    many += "".join(offer.replace("ten-off", f"offer-{number}") for number in range(40))
    assert "… and 10 more." in [one.value for one in shown(many).caption]


def test_an_empty_document_is_a_finding_without_a_line():
    app = shown("")
    assert len(app.button) == 0
    assert "The document is empty" in app.markdown[1].value
