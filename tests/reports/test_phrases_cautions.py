from loyalty.reports.phrases_cautions import CAUTIONS

SENTENCES = ("first_orders", "unmatched", "parity.same", "parity.differs", "past.unknown", "past.winners")


def test_a_warning_is_a_whole_sentence():
    told = [CAUTIONS[key] for key in SENTENCES]
    assert all(english.endswith(".") and chinese.endswith("。") for english, chinese in told)


def test_both_languages_fill_in_the_same_fields():
    fields = [
        [{part.split("}")[0] for part in text.split("{")[1:]} for text in pair] for pair in CAUTIONS.values()
    ]
    assert all(english == chinese for english, chinese in fields)
