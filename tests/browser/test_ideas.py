"""Ideas near me: given out by those who coordinate, matched on the phone, and nobody sees what is looked at."""

import re

import pytest
from a_project import become_lead, make_project, open_team, say_hello_to
from axe import violations
from phone import SIZE, Phone
from playwright.sync_api import expect
from some_ideas import TABLE, give_out, open_editor, open_ideas, say_strength, take_in
from test_projects import nowhere

GARDEN = "Garden morning"


@pytest.fixture
def given(people):
    """Who coordinates a project, and who said hello there and has its ideas; and the poster's link."""
    ana, jo = people
    ana.start()
    link = make_project(ana, called="Ana")
    open_editor(ana)
    take_in(ana)
    give_out(ana)
    say_hello_to(jo, link)
    open_ideas(jo)
    expect(card(jo)).to_be_visible(timeout=15_000)
    return ana, jo, link


@pytest.fixture
def third(chromium, address):
    context = chromium.new_context(viewport=SIZE, locale="en-GB", service_workers="block")
    context.set_default_timeout(15_000)
    yield Phone(context, address)
    context.close()


def card(phone, name=GARDEN):
    return phone.page.get_by_role("listitem").filter(has=phone.page.get_by_role("heading", name=name))


def names(phone):
    return phone.page.locator(".idea-list h2").all_inner_texts()


def show(phone, what):
    phone.page.get_by_role("radio", name=what, exact=True).check(force=True)


def test_ideas_are_matched_on_the_phone_with_the_persons_own_words(given, server):
    """C4, C5, C6, F12: because you said gardening, and what it is like there; no word of that leaves the phone."""
    _, jo, _ = given
    assert names(jo) == [GARDEN, "Repair café helper", "Singing for fun", "Money advice"]
    expect(jo.page.get_by_text("Because you said")).to_have_count(0)
    say_strength(jo, "Gardening")
    jo.page.get_by_role("button", name="Ideas near me").click()
    expect(card(jo).get_by_text("Because you said Gardening")).to_be_visible()
    assert names(jo) == [GARDEN]
    for words in ("Small group", "Calm", "Step-free", "You can just watch first", "Sue meets you at the gate."):
        expect(card(jo).get_by_text(words)).to_be_visible()
    show(jo, "Paid")
    assert names(jo) == ["Repair café helper"]
    expect(card(jo, "Repair café helper").get_by_text("13.60 an hour")).to_be_visible()
    jo.page.get_by_role("button", name="Keep Repair café helper").click()
    show(jo, "Kept")
    assert names(jo) == ["Repair café helper"]
    assert violations(jo.page) == []
    show(jo, "For me")
    asked = []
    jo.page.on("request", lambda request: asked.append(request.url))
    jo.page.get_by_role("button", name=GARDEN, exact=True).click()
    expect(jo.page.get_by_role("heading", name=GARDEN)).to_be_visible()
    number = jo.page.get_by_role("link", name="020 7946 0123")
    expect(number).to_have_attribute("href", "tel:02079460123")
    web = jo.page.get_by_role("link", name="example.org/garden")
    expect(web).to_have_attribute("href", "https://example.org/garden")
    expect(web).to_have_attribute("rel", "noreferrer noopener")
    expect(jo.page.get_by_text("Last checked by Ana, Thursday 12 February")).to_be_visible()
    assert violations(jo.page) == []
    assert "garden" not in jo.page.url
    assert [url for url in asked if "garden" in url.lower()] == []
    assert jo.errors == []
    jo.page.get_by_role("button", name="Make it a hope").click()
    jo.page.get_by_role("button", name="Put it in my week").click()
    jo.page.get_by_role("dialog").get_by_role("button", name="Keep it").click()
    jo.page.goto(f"{jo.url}#/week")
    expect(jo.page.get_by_role("button", name=re.compile("Garden morning.*Foxglove Farm"))).to_be_visible()
    expect(jo.page.locator(".hope-card").get_by_text(GARDEN)).to_be_visible()
    nowhere(server, "Gardening")


def test_a_no_to_company_is_as_large_as_a_yes_and_stays_on_the_phone(given):
    """C7, A5, A6: asked of every idea; one tap, no reason, told to nobody, and there is a way back."""
    _, jo, _ = given
    for name in names(jo):
        jo.page.get_by_role("button", name=name, exact=True).click()
        expect(jo.page.get_by_text("Would you like someone to come with you?")).to_be_visible()
        jo.page.get_by_role("button", name="Back").click()
    no, yes = (card(jo).get_by_role("button", name=name).bounding_box() for name in ("No thanks", "Yes please"))
    assert (no["width"], no["height"]) == (yes["width"], yes["height"])
    expect(jo.page.locator("main")).to_have_attribute("aria-busy", "false")
    jo.page.wait_for_load_state("networkidle")
    sent = []
    jo.page.on("request", lambda request: sent.append(request.url))
    jo.page.on("websocket", lambda socket: sent.append(socket.url))
    card(jo).get_by_role("button", name="No thanks").click()
    expect(jo.page.get_by_text("Put away. Nobody is told.").first).to_be_visible()
    expect(jo.page.get_by_text("Would you like someone to come with you?")).to_have_count(0)
    assert sent == []
    jo.page.reload()
    expect(card(jo)).to_be_visible()
    expect(card(jo).get_by_text("Would you like someone to come with you?")).to_have_count(0)
    jo.page.get_by_role("button", name=GARDEN, exact=True).click()
    jo.page.get_by_role("button", name="I would like someone to come").click()
    jo.page.get_by_role("button", name="Yes please").click()
    expect(jo.page.get_by_role("heading", name="Ideas near me")).to_have_count(0)
    assert jo.errors == []


def test_what_it_is_like_comes_from_those_who_went_and_stands_once_a_coordinator_puts_it_there(given, server):
    """C5, C13, F3: seen word for word before it goes, read by nobody until given out; who might go is their own."""
    ana, jo, _ = given
    jo.page.get_by_role("button", name=GARDEN, exact=True).click()
    jo.page.get_by_role("button", name="I might go").click()
    expect(jo.page.get_by_role("button", name="I might go")).to_have_attribute("aria-pressed", "true")
    jo.page.get_by_role("button", name="I went: say what it is like").click()
    sheet = jo.page.get_by_role("dialog")
    sheet.get_by_label("What is it like there?").fill("There is a bench\nby the pond.")
    sheet.get_by_role("button", name="See it first").click()
    expect(sheet.get_by_text("Please write a name for them to call you.")).to_be_visible()
    sheet.get_by_label("What shall they call you there?").fill("Jo")
    sheet.get_by_role("button", name="See it first").click()
    expect(sheet.get_by_role("heading", name="This is all they will see. Send it?")).to_be_visible()
    expect(sheet.get_by_text("There is a bench by the pond.")).to_be_visible()
    sheet.get_by_role("button", name="Send it").click()
    expect(jo.page.get_by_text("Sent. They may put it with the idea.").first).to_be_visible(timeout=15_000)
    nowhere(server, "bench by the pond")
    open_editor(ana)
    expect(ana.page.get_by_text("There is a bench by the pond.")).to_be_visible(timeout=15_000)
    expect(ana.page.get_by_text("might go")).to_have_count(0)
    ana.page.get_by_role("button", name="Put it with the idea").click()
    expect(ana.page.get_by_role("heading", name="Words of people who went")).to_have_count(0)
    give_out(ana)
    open_ideas(jo)
    jo.page.reload()
    jo.page.get_by_role("button", name=GARDEN, exact=True).click()
    expect(jo.page.get_by_text("There is a bench by the pond.")).to_be_visible(timeout=15_000)
    assert ana.errors + jo.errors == []


def move_garden(phone, to):
    phone.page.get_by_role("button", name="Change Garden morning").click()
    sheet = phone.page.get_by_role("dialog")
    sheet.get_by_label("When").fill(to)
    sheet.get_by_role("button", name="Keep it").click()


def test_two_who_coordinate_change_one_list_apart_and_neither_loses_a_word(given, third):
    """C6: what moved since is put together; a row that does not fit is told; what is taken out comes back with Undo."""
    ana, _, link = given
    kit = third
    kit.start()
    become_lead(ana, kit, link, "Kit")
    open_editor(kit)
    expect(kit.page.get_by_role("heading", name=GARDEN)).to_be_visible(timeout=15_000)
    move_garden(kit, "Thursdays")
    open_editor(ana)
    ana.page.get_by_role("button", name="Checked today Money advice").click()
    move_garden(ana, "Fridays")
    ana.page.get_by_role("button", name="Bring in a list").click()
    sheet = ana.page.get_by_role("dialog")
    more = "name,kind,contact\nPottery,course,\nNobody,nothing,\n=Lunch,social,ask Ana\n"
    table = {"name": "more.csv", "mimeType": "text/csv", "buffer": more.encode()}
    sheet.get_by_label("Choose the file").set_input_files(table)
    expect(sheet.get_by_text("Row 3, “Nobody”: Its kind is none of those we know.")).to_be_visible()
    expect(sheet.get_by_text(re.compile("Row 4, “=Lunch”: One line is no number"))).to_be_visible()
    assert violations(ana.page) == []
    sheet.get_by_role("button", name="Take them in").click()
    give_out(ana)

    kit.page.get_by_role("button", name="Change Singing for fun").click()
    kit.page.get_by_role("dialog").get_by_role("button", name="Take it out").click()
    kit.page.get_by_role("button", name="Undo").click()
    expect(kit.page.get_by_role("heading", name="Singing for fun")).to_be_visible()
    kit.page.wait_for_timeout(700)  # a draft is sealed and written after the screen shows it
    kit.page.reload()  # what was not given out yet is still there
    open_editor(kit)
    expect(kit.page.get_by_text("Thursdays, Foxglove Farm")).to_be_visible()
    kit.page.get_by_role("button", name="See it first").click()
    kit.page.get_by_role("button", name="Give it out").click()
    expect(kit.page.get_by_text(re.compile("Somebody else changed the list"))).to_be_visible(timeout=15_000)
    expect(kit.page.get_by_text("Fridays, Foxglove Farm")).to_be_visible()
    kit.page.get_by_role("button", name="Give it out").click()
    expect(kit.page.get_by_text("Please choose first which one stands.")).to_be_visible()
    kit.page.get_by_role("button", name="Mine").click()
    kit.page.get_by_role("button", name="Give it out").click()
    expect(kit.page.get_by_text(re.compile("^Given out")).first).to_be_visible(timeout=15_000)
    open_editor(ana)
    ana.page.reload()
    open_editor(ana)
    expect(ana.page.get_by_text("Thursdays, Foxglove Farm")).to_be_visible(timeout=15_000)
    for name in ("Pottery", "Singing for fun", "Money advice"):
        expect(ana.page.get_by_role("heading", name=name)).to_be_visible()
    with ana.page.expect_download() as saved:
        ana.page.get_by_role("button", name="Save as a table").click()
    assert "Foxglove Farm" in saved.value.path().read_text()
    assert ana.errors + kit.errors == []


@pytest.mark.offline
def test_ideas_of_a_linked_project_are_there_too_and_with_no_signal(phone, third, server):
    """C6, F9: projects that name each other share what they know of, not who comes; kept, and read, with no signal."""
    third.start()
    allotment = make_project(third, "The Allotment", "Come and dig.", "Ana")
    open_editor(third, "The Allotment")
    take_in(third, TABLE.replace(GARDEN, "Bean row"))
    give_out(third)
    link = make_project(third, called="Ana")
    open_team(third)
    third.page.get_by_role("button", name="Name, words and other projects").click()
    sheet = third.page.get_by_role("dialog")
    sheet.get_by_label("The code of another project").fill(allotment)
    sheet.get_by_role("button", name="Add it").click()
    expect(sheet.get_by_text("The Allotment")).to_be_visible(timeout=15_000)
    sheet.get_by_role("button", name="Keep it").click()
    expect(sheet).to_have_count(0, timeout=15_000)
    phone.start()
    say_hello_to(phone, link)
    open_ideas(phone)
    phone.page.get_by_role("button", name="Bean row", exact=True).click(timeout=15_000)
    expect(phone.page.get_by_text("From The Allotment")).to_be_visible()
    phone.page.get_by_role("button", name="Keep Bean row").click()
    phone.ready_for_offline()
    server.stop()
    phone.page.goto(f"{phone.url}#/ideas")
    phone.page.reload()
    expect(card(phone, "Bean row")).to_be_visible()
    expect(phone.page.get_by_role("button", name="Keep Bean row")).to_have_attribute("aria-pressed", "true")
    assert phone.errors == []
