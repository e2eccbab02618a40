from loyalty.reports.phrases_summary import CHAPTERS, SUMMARY


def test_a_summary_is_whole_sentences():
    sentences = [pair for key, pair in SUMMARY.items() if key not in {"summary", "summary.rests"}]
    assert all(english.endswith(".") and chinese.endswith("。") for english, chinese in sentences)


def test_chapters_are_short_enough_for_a_line_of_contents():
    titles = [english for key, (english, _) in CHAPTERS.items() if key.startswith("chapter.")]
    assert len(titles) == 7
    assert all(len(title) <= 32 for title in titles)
