from loyalty.reports.page import page
from tests.reports.sample import Size, result


def test_questions_come_in_reading_order_and_none_twice():
    questions = [block.question for block in page(result(), "en").drafts[0].blocks]
    assert questions[0] == "Which month costs what?"
    assert questions[-1] == "Which orders cost most?"
    assert len(questions) == len(set(questions)) == 25


def test_chapters_follow_the_order_in_which_people_ask():
    chapters = page(result(), "en").drafts[0].chapters
    assert [chapter.title for chapter in chapters] == [
        "What it costs",
        "Compared with what",
        "Who gets it",
        "When limits and budgets end",
        "What moves it",
        "What to look at before a launch",
    ]
    assert len({chapter.anchor for chapter in chapters}) == 6


def test_questions_without_an_answer_are_not_asked():
    empty = result(Size(offers=0))
    empty["drafts"][0]["tier_movement"] = []
    empty["drafts"][0]["by_brand"] = []
    empty["drafts"][0]["top_items"] = []
    empty["comparisons"] = []
    questions = [block.question for block in page(empty, "en").drafts[0].blocks]
    assert len(questions) == 20
    assert "Which brands cost what?" not in questions
    assert "Compared with what" not in [chapter.title for chapter in page(empty, "en").drafts[0].chapters]


def test_with_a_past_that_is_not_known_nothing_is_compared_with_it():
    told = result()
    told["baseline"]["discount_minor"] = 0
    assert "Compared with what" not in [chapter.title for chapter in page(told, "en").drafts[0].chapters]


def test_a_draft_is_compared_with_its_own_comparisons_only():
    drafts = page(result(Size(drafts=2)), "en").drafts
    asked = [[block.question for block in draft.chapters[1].blocks] for draft in drafts]
    assert [len(questions) for questions in asked] == [2, 4]
    assert "What makes the difference from the first draft?" in asked[1]
