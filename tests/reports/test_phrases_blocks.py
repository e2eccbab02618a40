from loyalty.reports import phrases_blocks


def test_every_question_is_answered_or_said_to_have_no_answer():
    tables = (value for name, value in vars(phrases_blocks).items() if name.isupper())
    keys = {key for table in tables for key in table}
    asked = {key.removeprefix("question.") for key in keys if key.startswith("question.")}
    told = {key.split(".")[1] for key in keys if key.startswith(("answer.", "none."))}
    assert asked <= told


def test_questions_end_with_a_question_mark_in_both_languages():
    tables = (value for name, value in vars(phrases_blocks).items() if name.isupper())
    asked = [pair for table in tables for key, pair in table.items() if key.startswith("question.")]
    assert all(english.endswith("?") and chinese.endswith("？") for english, chinese in asked)
