"""Twelve words on paper bring the tree back in a browser that never saw it."""

import re

from browsers import IN_ONE_ENGINE
from playwright.sync_api import expect


def make_card(phone) -> list[str]:
    phone.go("More")
    phone.page.get_by_role("link", name=re.compile("12 words")).click()
    return write_down(phone)


def write_down(phone) -> list[str]:
    """Reads the card that is shown, and types the two words back that it asks for."""
    cells = phone.page.get_by_test_id("card-word")
    expect(cells).to_have_count(12)
    words = [re.sub(r"[^a-z]", "", text.lower()) for text in cells.all_inner_texts()]
    phone.page.get_by_role("button", name="Written down").click()
    for box in phone.page.get_by_role("textbox").all():
        number = int(re.search(r"\d+", box.get_attribute("aria-label") or label_of(box)).group())
        box.fill(words[number - 1])
    phone.page.get_by_role("button", name=re.compile("^(Check|Done|Continue)")).click()
    expect(phone.page.get_by_role("heading", name="More", level=1)).to_be_visible()
    return words


def label_of(box) -> str:
    return box.evaluate("box => [...box.labels].map(label => label.textContent).join(' ')")


def type_words(phone, words: list[str]) -> None:
    phone.open()
    phone.page.get_by_role("button", name="I have my 12 words").click()
    expect(phone.page.get_by_role("textbox")).to_have_count(12)
    for box, word in zip(phone.page.get_by_role("textbox").all(), words, strict=True):
        box.fill(word)
    phone.page.get_by_role("button", name="Bring my tree back").click()


def test_twelve_words_bring_the_tree_back(new_phone):
    lost, fresh = new_phone(), new_phone()
    lost.start()
    lost.tap("Learned something")
    lost.expect_kept_everywhere()
    words = make_card(lost)
    lost.page.goto(f"{lost.url}#/today")
    lost.expect_kept_everywhere()
    lost.page.wait_for_timeout(1500)
    lost.page.close()
    type_words(fresh, words)
    expect(fresh.tile("Learned something")).to_have_attribute("aria-pressed", "true", timeout=30_000)


@IN_ONE_ENGINE
def test_words_on_paper_are_on_no_phone_and_new_ones_end_them(new_phone):
    own, finder, fresh = new_phone(), new_phone(), new_phone()
    own.start()
    own.tap("Learned something")
    own.expect_kept_everywhere()
    lost = make_card(own)
    own.page.wait_for_timeout(1500)
    own.page.get_by_role("link", name=re.compile("12 words")).click()
    expect(own.page.get_by_text("Your 12 words are on paper.")).to_be_visible()
    expect(own.page.get_by_test_id("card-word")).to_have_count(0)
    own.page.get_by_role("button", name="Make new words").click()
    newer = write_down(own)
    assert newer != lost
    own.page.wait_for_timeout(1500)
    type_words(finder, lost)
    expect(finder.page.get_by_role("alert").first).to_contain_text("No tree opens with these words")
    type_words(fresh, newer)
    expect(fresh.tile("Learned something")).to_have_attribute("aria-pressed", "true", timeout=30_000)


@IN_ONE_ENGINE
def test_a_wrong_word_is_named_and_can_be_mended(new_phone):
    phone = new_phone()
    type_words(phone, ["river"] * 4 + ["rivvver"] + ["candle"] * 7)
    expect(phone.page.get_by_role("alert").first).to_contain_text(re.compile("word 5", re.IGNORECASE))
    boxes = phone.page.get_by_role("textbox").all()
    boxes[4].fill("river")
    phone.page.get_by_role("button", name="Bring my tree back").click()
    expect(phone.page.get_by_role("alert").first).not_to_contain_text(re.compile("word 5", re.IGNORECASE))


def test_the_words_on_paper_can_be_tried_and_nothing_comes_of_it_but_an_answer(new_phone):
    """S12, E4: right ones open the tree, others do not; the account is as it was, and the words stay on paper only."""
    own = new_phone()
    own.start()
    own.tap("Learned something")
    own.expect_kept_everywhere()
    words = make_card(own)
    own.page.wait_for_timeout(1500)
    own.page.get_by_role("link", name=re.compile("12 words")).click()
    own.page.get_by_role("button", name="Try my words").click()
    boxes = own.page.get_by_role("textbox")
    boxes.first.fill(" ".join(["abandon"] * 11 + ["about"]))  # real words, of another card
    own.page.get_by_role("button", name="See if they open it").click()
    expect(own.page.get_by_role("alert")).to_contain_text("No tree opens with these words")
    boxes.nth(3).fill("rivvver")
    own.page.get_by_role("button", name="See if they open it").click()
    expect(own.page.get_by_role("alert")).to_contain_text("Word 4")
    boxes.first.fill(" ".join(words))
    own.page.get_by_role("button", name="See if they open it").click()
    expect(own.page.get_by_text("These words open your tree.").first).to_be_visible()
    expect(boxes).to_have_count(0)
    own.page.goto(f"{own.url}#/safe")
    expect(own.page.get_by_text(re.compile("You tried your words on"))).to_be_visible()
    expect(own.page.get_by_text("One phone opens your tree.")).to_be_visible()
    own.page.goto(f"{own.url}#/more")
    own.page.get_by_role("link", name=re.compile("12 words")).click()
    own.page.get_by_role("button", name="Make new words").click()
    write_down(own)
    own.page.wait_for_timeout(1500)
    own.page.goto(f"{own.url}#/safe")  # the new ones were not tried
    expect(own.page.get_by_text("Your 12 words are on paper.")).to_be_visible()
    expect(own.page.get_by_text(re.compile("You tried your words on"))).to_have_count(0)
    assert own.errors == []
