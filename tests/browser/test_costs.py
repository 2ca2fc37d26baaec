"""Costs and value: for those who coordinate a project, from what they type, with everything it stands on."""

import csv
import io
import re

from a_project import make_project, open_team, say_hello_to
from playwright.sync_api import expect

CAVEATS = (
    "People chose to take part. Others may be different.",
    "There is no group to compare with.",
    "People often join at their worst. Some would feel better anyway.",
    "Other help was there too.",
    "The prices are old, and from different years.",
    "A freed bed is filled again. It is not cash.",
    "The largest UK trial found no fewer readmissions.",
    "The study behind this app asks for care with such figures.",
    "Lives and harm are never counted in money. Nor are benefits and wages.",
    "Nothing that people wrote in this app is in these figures.",
)


def expect_caveats(shown) -> None:
    for caveat in CAVEATS:
        expect(shown.get_by_text(caveat, exact=True)).to_be_visible()


def test_what_it_costs_is_a_range_of_nights_with_its_caveats_in_every_copy(phone):
    """F7, F5, 1H.14: break-even first, the trials apart from it, a table that holds all of it; kept for next time."""
    phone.start()
    make_project(phone)
    page = phone.page
    page.get_by_role("button", name="Costs and value").click()
    shown = page.get_by_role("region", name="What costs the same")
    expect(shown.get_by_text("Type the hours and the pay.")).to_be_visible()
    expect(page.get_by_role("button", name="Save it for a spreadsheet")).to_have_count(0)
    page.get_by_role("button", name="Fill in one full-time worker").click()
    expect(shown.get_by_role("heading", name="about 56 to 99 nights on a ward")).to_be_visible()
    expect(shown.get_by_text("We are not saying it did.")).to_be_visible()
    expect(shown.get_by_text("£34,564")).to_be_visible()
    picture = shown.get_by_role("img")
    assert "from 56 to 99 nights" in picture.text_content()
    expect_caveats(shown)
    page.get_by_label("Training").fill("2,000")
    page.get_by_label("Your own price of a night").fill("lots")
    expect(page.get_by_role("alert")).to_have_text("Please write a number in digits, such as 1955 or 13.60.")
    expect(shown.get_by_role("heading", name=re.compile("nights"))).to_have_count(0)
    page.get_by_label("Your own price of a night").fill("500")
    expect(shown.get_by_role("heading", name="about 59 to 100 nights on a ward")).to_be_visible()

    page.get_by_role("button", name="What trials found").click()
    expect(shown.get_by_role("heading", name=re.compile("about 59 to 100"))).to_have_count(0)
    people = page.get_by_label("People who came here from crisis care")
    people.fill("7")
    expect(shown.get_by_text("Not shown, too few people.")).to_be_visible()
    people.fill("20")
    expect(shown.get_by_role("heading", name="From 0 to about 59 nights, if it went as in the trials")).to_be_visible()
    expect(shown.get_by_text("In money: £0 to £30,000, at £500 a night.")).to_be_visible()
    expect(shown.get_by_text(re.compile("With the cost taken off: .£37,000 to .£6,900"))).to_be_visible()
    expect_caveats(shown)
    expect(page.get_by_text(re.compile("Lancet Psychiatry 9: 125-136"))).to_be_visible()
    page.get_by_text("See every figure and source").click()
    expect(page.get_by_text(re.compile("freedom of information 470-2023"))).to_be_visible()

    page.evaluate(  # the file as the page made it: not every driver of Firefox tells of downloads
        """() => { const make = URL.createObjectURL.bind(URL);
        URL.createObjectURL = blob => { window.file = blob; return make(blob); }; }"""
    )
    page.get_by_role("button", name="Save it for a spreadsheet").click()
    expect(page.get_by_text("The file is with your downloads.").first).to_be_visible()
    table = list(csv.reader(io.StringIO(page.evaluate("file.text()"))))
    assert ["Training", "2000"] in table
    assert ["nights", "0", "nights", "to", "59", "nights"] in table
    assert {row[0] for row in table if row} >= set(CAVEATS)

    page.reload()
    open_team(phone)
    page.get_by_role("button", name="Costs and value").click()
    expect(shown.get_by_role("heading", name="about 59 to 100 nights on a ward")).to_be_visible()
    expect(page.get_by_label("Your own price of a night")).to_have_value("500")
    assert phone.errors == []


def test_only_those_who_coordinate_have_it(people):
    """F7, F8, 1H.13: a supporter has no such screen, and nobody's hours are in it."""
    ash, kit = people
    ash.start()
    link = make_project(ash, called="Ash")
    say_hello_to(kit, link, "Kit", "I work here.", "To be a peer supporter here")
    open_team(ash)
    ash.page.get_by_role("button", name="Welcome them").click(timeout=15_000)
    expect(ash.page.get_by_role("button", name=re.compile("Kit.*Peer supporter"))).to_be_visible(timeout=15_000)
    open_team(kit)
    expect(kit.page.get_by_role("button", name="Costs and value")).to_have_count(0)
    kit.page.evaluate("location.hash = '/costs'")
    expect(kit.page.get_by_role("heading", name="They said hello")).to_be_visible()
    ash.page.get_by_role("button", name="Costs and value").click()
    expect(ash.page.get_by_role("heading", name="What it costs")).to_be_visible()
    expect(ash.page.locator("main").get_by_text(re.compile("Kit|Ash"))).to_have_count(0)
    assert ash.errors + kit.errors == []
