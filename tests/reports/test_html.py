import re
from html.parser import HTMLParser

import pytest

from loyalty.reports.html import legible, pixels, render
from tests.reports.sample import Size, result

HOSTILE = "<script>alert('x')</script>\"><img src=x onerror=alert(1)>"
SIZES = {
    "typical": Size(),
    "two drafts": Size(drafts=2),
    "four drafts": Size(drafts=4),
    "one month and no offers": Size(months=1, offers=0),
    "sixty months and forty offers": Size(months=60, offers=40, scale=10**7),
    "negative, without decimals": Size(sign=-1, currency="JPY", exponent=0),
    "three decimals": Size(currency="KWD", exponent=3),
}


class Reader(HTMLParser):
    """Tags opened and closed, attributes, text."""

    void = frozenset({"meta"})

    def __init__(self):
        super().__init__()
        self.open = []
        self.attributes = []
        self.tags = set()
        self.text = []

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        self.attributes += attrs
        if tag not in self.void:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.tags.add(tag)
        self.attributes += attrs

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        if self.open[-1:] != ["style"]:
            self.text.append(data)


def contrast(colour):
    """Of a colour on white, as WCAG 2.1 works it out."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 1.05 / (0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2] + 0.05)


def read(text):
    reader = Reader()
    reader.feed(text)
    reader.close()
    assert reader.open == []
    return reader


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("name", SIZES)
def test_a_report_of_any_size_is_well_formed_and_needs_nothing_from_outside(name, language):
    text = render(result(SIZES[name]), language=language)
    reader = read(text)
    assert not re.search(r"https?:|//[a-z]|@import|url\(", text)
    assert reader.tags.isdisjoint({"script", "link", "img", "iframe", "object", "form", "base"})
    assert {key for key, _ in reader.attributes if key in {"src", "srcset", "data", "action"}} == set()
    assert all(value.startswith("#") for key, value in reader.attributes if key == "href")
    assert not any(key.startswith("on") for key, _ in reader.attributes)


def test_hostile_data_are_printed_and_never_obeyed():
    bad = result(Size(drafts=2))
    bad["log"]["name"] = HOSTILE
    bad["settings"][HOSTILE] = HOSTILE
    bad["problems"]["entries"][0]["examples"] = [HOSTILE]
    bad["assumptions"][0]["value"] = HOSTILE
    for one in bad["drafts"]:
        one["program"]["name"] = HOSTILE
        one["parity"]["sentence_en"] = HOSTILE
        one["by_offer"][0] |= {"id": HOSTILE, "name": HOSTILE, "kind": HOSTILE, "lane": HOSTILE}
        one["by_offer"][0]["funded"] = {HOSTILE: 5}
        one["by_tier"][0] |= {"tier": HOSTILE, "track": HOSTILE}
        one["tiers_at_end"][0] |= {"tier": HOSTILE, "track": HOSTILE}
        one["tier_movement"][0] |= {"from": HOSTILE}
        one["exhaustion"][0] |= {"id": HOSTILE, "order_id": HOSTILE}
        one["reasons"][0] |= {"offer": HOSTILE, "en": HOSTILE, "reason": HOSTILE}
        one["top_orders"][0] |= {"order_id": HOSTILE, "member": HOSTILE}
        one["top_orders"][0]["steps"][0] |= {"en": HOSTILE}
        one["top_orders"][0]["steps"][0]["lines"][0] |= {"sku": HOSTILE}
        one["by_category"][0] |= {"name": HOSTILE}
        one["by_channel"][0] |= {"channel": HOSTILE}
        one["top_items"][0] |= {"name": HOSTILE}
        one["by_funder"][0] |= {"funder": HOSTILE}
        one["switches"][0] |= {"en": HOSTILE, "offer": HOSTILE}
        one["winners_losers"]["winners"][0] |= {"member": HOSTILE}
        one["deep_discount"][0] |= {"examples": [HOSTILE]}
    bad["comparisons"][0]["by_tier"][0] |= {"tier": HOSTILE}
    text = render(bad, language="en")
    reader = read(text)
    assert reader.tags.isdisjoint({"script", "img"})
    assert not any(key.startswith("on") for key, _ in reader.attributes)
    assert "<script" not in text
    assert HOSTILE in "".join(reader.text)


def test_braces_in_data_are_no_template():
    bad = result()
    bad["drafts"][0]["top_orders"][0]["order_id"] = "{{ 7 * 7 }}{% raw %}{orders}"
    assert "{{ 7 * 7 }}{% raw %}{orders}" in "".join(read(render(bad)).text)


def test_characters_that_hide_or_reorder_others_are_made_visible():
    assert legible("CS\u202e1\x00\u200b\ud8002") == "CS\ufffd1\ufffd\ufffd\ufffd2"
    assert legible("a\nb\tc") == "a\nb\tc"
    assert legible(7) == 7


@pytest.mark.parametrize(
    ("language", "tag"), [("en", "en"), ("zh", "zh-CN"), ("zh-CN", "zh-CN"), ("fr", "en")]
)
def test_the_page_says_in_which_language_it_is(language, tag):
    assert f'<html lang="{tag}">' in render(result(), language=language)


def test_the_english_report_has_no_chinese_word_and_the_chinese_one_no_english_sentence():
    english = "".join(read(render(result(Size(drafts=2)), language="en")).text)
    chinese = "".join(read(render(result(Size(drafts=2)), language="zh")).text)
    assert re.findall(r"[\u4e00-\u9fff]+", english) == []
    assert re.findall(r"\b(?:[A-Za-z]+ ){2,}[A-Za-z]+", chinese) == []


def test_equal_results_give_equal_pages():
    assert render(result(Size(drafts=2)), language="zh") == render(result(Size(drafts=2)), language="zh")


def test_steps_of_orders_are_folded_and_the_first_one_is_open():
    text = render(result())
    assert text.count("<details open>") == 1
    assert text.count("<details") == text.count("<summary>") > 4
    assert "Goods at list." in text


def test_the_contents_lead_to_every_chapter_of_every_draft():
    text = render(result(Size(drafts=2)))
    anchors = {value for key, value in read(text).attributes if key == "id"}
    links = [value for key, value in read(text).attributes if key == "href"]
    assert {link.removeprefix("#") for link in links} <= anchors
    assert sum(link.startswith("#draft-2-") for link in links) == 6


def test_small_letters_can_be_read_on_white():
    tones = dict(re.findall(r"--(\w+): #([0-9a-f]{6})", render(result())))
    assert all(contrast(tones[name]) >= 4.5 for name in ("ink", "soft", "faint", "good", "bad", "a"))


def test_every_chart_has_a_question_as_its_name_and_tables_repeat_their_head():
    text = render(result())
    assert text.count("<svg") == text.count('role="img" aria-label="')
    assert text.count("<thead>") == text.count("<table>")
    assert "display: table-header-group" in text
    assert "@page" in text


def test_pixels_are_written_without_needless_decimals():
    assert [pixels(tenths) for tenths in (0, 5, 120, -15, 8_800)] == ["0", "0.5", "12", "-1.5", "880"]
