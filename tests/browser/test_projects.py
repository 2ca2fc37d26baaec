"""Projects: a poster leads to somebody to talk with, and what is told to those who lead is read by nobody else."""

import re

import pytest
from a_project import become_lead, make_project, offer_to, open_team, pick, say_hello_to
from axe import violations
from phone import SIZE, Phone
from playwright.sync_api import expect
from two_people import open_talk, said, write


@pytest.fixture
def walking(people):
    """Who works for a project and who came by its poster, both with their talk open; and the poster's link."""
    sam, jo = people
    sam.start()
    link = make_project(sam)
    say_hello_to(jo, link)
    open_team(sam)
    offer_to(sam)
    pick(jo)
    open_talk(sam, "Jo")
    return sam, jo, link


@pytest.fixture
def third(chromium, address):
    context = chromium.new_context(viewport=SIZE, locale="en-GB", service_workers="block")
    context.set_default_timeout(15_000)
    yield Phone(context, address)
    context.close()


def test_a_poster_leads_to_somebody_to_talk_with(people, server):
    """A1, E2, E4, D1: no approval, no form; who came picks, and only then there is a talk."""
    sam, jo = people
    sam.start()
    link = make_project(sam)
    jo.page.goto(link)
    expect(jo.page.get_by_role("heading", name="Vocation Matters")).to_be_visible(timeout=15_000)
    expect(jo.page.get_by_text("Thursdays in the library.")).to_be_visible()
    expect(jo.page.get_by_role("heading", name="Sam")).to_be_visible()
    no, yes = (jo.page.get_by_role("button", name=name).bounding_box() for name in ("Not now", "Say hello"))
    assert (no["width"], no["height"]) == (yes["width"], yes["height"])
    say_hello_to(jo, link, "Jo", "I liked your poster.")
    sam.page.goto(f"{sam.url}#/talk")
    expect(sam.page.get_by_role("button", name=re.compile("Vocation Matters.*Said hello"))).to_be_visible(
        timeout=15_000
    )
    open_team(sam)
    expect(sam.page.get_by_text("I liked your poster.")).to_be_visible()
    offer_to(sam)
    no, yes = (
        jo.page.get_by_role("button", name=name).bounding_box(timeout=15_000) for name in ("No thanks", "Talk with Sam")
    )
    assert (no["width"], no["height"]) == (yes["width"], yes["height"])
    pick(jo)
    write(jo, "Hello Sam.")
    sam.page.goto(f"{sam.url}#/talk")
    sam.page.get_by_role("button", name=re.compile("Jo")).click(timeout=15_000)
    expect(said(sam, "Hello Sam.")).to_be_visible(timeout=15_000)
    open_team(sam)
    expect(sam.page.get_by_text("Nobody is waiting.")).to_be_visible(timeout=15_000)
    assert sam.errors + jo.errors == []
    nowhere(server, "liked your poster", "Hello Sam")


def test_no_to_an_offer_is_told_to_nobody_and_a_hello_is_taken_back(people):
    """E5, A9: nobody is put together with anybody, and no reason is asked."""
    sam, jo = people
    sam.start()
    link = make_project(sam)
    say_hello_to(jo, link)
    open_team(sam)
    offer_to(sam)
    jo.page.get_by_role("button", name="No thanks").click(timeout=15_000)
    expect(jo.page.get_by_text("The people here can see it.")).to_be_visible(timeout=15_000)
    open_team(sam)
    expect(sam.page.get_by_text("You offered to talk. They choose.").first).to_be_visible()
    jo.page.get_by_role("button", name="Take it back").click()
    expect(jo.page.get_by_role("button", name="Say hello")).to_be_visible(timeout=15_000)
    expect(sam.page.get_by_text("Nobody is waiting.")).to_be_visible(timeout=15_000)
    jo.page.get_by_role("button", name="Leave this project").click()
    expect(jo.page.get_by_text("You left this project.").first).to_be_visible(timeout=15_000)
    expect(jo.page.get_by_role("button", name=re.compile("Vocation"))).to_have_count(0)
    assert sam.errors + jo.errors == []


def test_another_peer_supporter_without_a_reason(walking):
    """E5, A3: asked for in two taps; the talk before goes on until somebody ends it."""
    sam, jo, _ = walking
    jo.page.get_by_role("button", name="About you and Sam").click()
    jo.page.get_by_role("button", name="Another peer supporter").click()
    expect(jo.page.get_by_role("heading", name="Vocation Matters")).to_be_visible()
    expect(jo.page.get_by_text(re.compile("why|reason", re.IGNORECASE))).to_have_count(0)
    jo.page.get_by_label("What shall they call you?").fill("Jo")
    jo.page.get_by_label("A few words to begin with").fill("Somebody nearer to me.")
    jo.page.reload()  # the phone closed the app: what was typed is there
    jo.page.get_by_role("button", name=re.compile("Vocation Matters")).click()
    expect(jo.page.get_by_label("A few words to begin with")).to_have_value("Somebody nearer to me.")
    expect(jo.page.get_by_label("What shall they call you?")).to_have_value("Jo")
    jo.page.get_by_role("button", name="Say hello").click()
    expect(jo.page.get_by_text("You said hello.").first).to_be_visible(timeout=15_000)
    open_team(sam)
    expect(sam.page.get_by_role("heading", name="Jo")).to_be_visible(timeout=15_000)
    sam.page.get_by_role("button", name="Not me").click()
    expect(sam.page.get_by_text("Nobody is waiting.")).to_be_visible(timeout=15_000)
    jo.page.goto(f"{jo.url}#/talk")
    expect(jo.page.get_by_role("button", name=re.compile("Sam"))).to_be_visible()


def test_a_concern_goes_to_those_who_lead_with_only_what_was_chosen(walking, third, server):
    """D3: told from chosen words, whether the person knows, received, what came of it, and a talk about it."""
    sam, jo, link = walking
    kim = third.open()
    about_jo(sam, "Tell the coordinator")
    expect(sam.page.get_by_text("A concern can be told once two people take concerns.")).to_be_visible(timeout=15_000)
    become_lead(sam, kim, link)
    write(jo, "I cannot go on like this.")
    write(jo, "The cat is well.")
    open_talk(sam, "Jo")
    about_jo(sam, "Tell the coordinator")
    sam.page.get_by_label("In your own words").fill("I rang, and nobody answered.")
    sam.page.get_by_role("checkbox", name=re.compile("cannot go on")).check(force=True)
    sam.page.get_by_role("button", name="See it first").click()
    expect(sam.page.get_by_text("Please choose whether Jo knows.")).to_be_visible()
    sam.page.get_by_role("radio", name="Not yet").check(force=True)
    sam.page.get_by_role("button", name="See it first").click()
    expect(sam.page.get_by_text("This is all they will see. Send it?").first).to_be_visible()
    expect(sam.page.get_by_text("Who can read it: Kim, Sam. Nobody else.")).to_be_visible()
    expect(sam.page.get_by_text("The cat is well.")).to_have_count(0)
    sam.page.get_by_role("button", name="Send it").click()
    expect(sam.page.get_by_text("Somebody will say here that they have it.")).to_be_visible(timeout=15_000)

    kim.page.goto(f"{kim.url}#/talk")
    kim.page.get_by_role("button", name=re.compile("Vocation Matters.*A concern")).click(timeout=15_000)
    kim.page.get_by_role("button", name=re.compile("A concern")).click()
    expect(kim.page.get_by_text("I cannot go on like this.")).to_be_visible()
    expect(kim.page.get_by_text("The person does not know yet that this is told.")).to_be_visible()
    expect(kim.page.get_by_text("Sam told this")).to_be_visible()
    assert violations(kim.page) + violations(sam.page) == []
    kim.page.get_by_role("button", name="I have it").click()
    expect(sam.page.get_by_text("I have it").first).to_be_visible(timeout=15_000)
    kim.page.get_by_role("button", name="Close it").click()
    expect(kim.page.get_by_text("Please write what came of it.")).to_be_visible()
    kim.page.get_by_label("A few words to whoever told it").fill("I rang. Jo is with a friend.")
    kim.page.get_by_role("button", name="Close it").click()
    expect(sam.page.get_by_text("I rang. Jo is with a friend.")).to_be_visible(timeout=15_000)
    sam.page.get_by_role("button", name="Yes, please").click()
    expect(kim.page.get_by_text("Would like to talk it through")).to_be_visible(timeout=15_000)
    assert sam.errors + jo.errors + kim.errors == []
    nowhere(server, "nobody answered", "cannot go on", "with a friend")


def test_a_report_shows_what_was_signed_and_not_to_whom_it_is_about(walking, third, server):
    """E8: chosen words only, seen before they go, proven by the phone that wrote them; whoever is meant is not told."""
    sam, jo, link = walking
    kim = third.open()
    become_lead(sam, kim, link)
    open_talk(sam, "Jo")
    write(sam, "You owe me money.")
    write(sam, "See you on Thursday.")
    expect(said(jo, "See you on Thursday.")).to_be_visible(timeout=15_000)
    jo.page.get_by_role("button", name="About you and Sam").click()
    jo.page.get_by_role("button", name=re.compile("Something.s not right")).click()
    jo.page.get_by_label("In your own words").fill("This frightens me.")
    jo.page.get_by_role("checkbox", name=re.compile("owe me")).check(force=True)
    jo.page.get_by_role("button", name="See it first").click()
    expect(jo.page.get_by_text("Who can read it: Kim. Sam is never told.")).to_be_visible(timeout=15_000)
    jo.page.get_by_role("button", name="Send it").click()
    expect(jo.page.get_by_text("Somebody will say here that they have it.")).to_be_visible(timeout=15_000)

    kim.page.goto(f"{kim.url}#/talk")
    kim.page.get_by_role("button", name=re.compile("Vocation Matters.*A concern")).click(timeout=15_000)
    kim.page.get_by_role("button", name=re.compile("Something.s not right")).click()
    expect(kim.page.get_by_text("These words were signed by the phone of Sam.")).to_be_visible(timeout=15_000)
    expect(kim.page.get_by_text("You owe me money.")).to_be_visible()
    expect(kim.page.get_by_text("See you on Thursday.")).to_have_count(0)
    kim.page.get_by_role("button", name="I have it").click()
    expect(jo.page.get_by_text("I have it").first).to_be_visible(timeout=15_000)
    open_team(sam)
    expect(sam.page.get_by_text(re.compile("Something.s not right"))).to_have_count(0)
    assert sam.errors + jo.errors + kim.errors == []
    nowhere(server, "frightens me", "owe me money")


def test_who_was_taken_off_the_team_keeps_their_own_tree_and_sees_nothing_more(walking, third):
    """E7: what somebody does for a project is apart from their diary."""
    sam, jo, link = walking
    kim = third.open()
    kim.start()
    kim.tap("Got up")
    become_lead(sam, kim, link)
    open_team(kim)
    kim.context.set_offline(True)
    sam.page.get_by_role("button", name=re.compile("Kim")).click()
    sam.page.get_by_role("button", name="No longer here").click()
    expect(sam.page.get_by_role("button", name=re.compile("Kim"))).to_have_count(0, timeout=15_000)
    say_hello_to(jo, link, "Jo", "Only for those who are here.")
    kim.context.set_offline(False)
    kim.page.goto(f"{kim.url}#/talk")
    kim.page.reload()
    kim.page.get_by_role("button", name=re.compile("Vocation Matters")).click(timeout=15_000)
    expect(kim.page.get_by_role("button", name="Say hello")).to_be_visible(timeout=15_000)
    expect(kim.page.get_by_text("Only for those who are here.")).to_have_count(0)
    kim.page.goto(f"{kim.url}#/today")
    expect(kim.tile("Got up")).to_have_attribute("aria-pressed", "true")


def test_projects_name_each_other_and_share_nobody(people):
    """F9: several projects on one server; a hello in one is not a hello in the other."""
    sam, jo = people
    sam.start()
    second = make_project(sam, "The Allotment", "Come and dig.", "Sam")
    first = make_project(sam)
    open_team(sam)
    sam.page.get_by_role("button", name="Name, words and other projects").click()
    sheet = sam.page.get_by_role("dialog")
    sheet.get_by_label("The code of another project").fill(second)
    sheet.get_by_role("button", name="Add it").click()
    expect(sheet.get_by_text("The Allotment")).to_be_visible(timeout=15_000)
    sheet.get_by_role("button", name="Keep it").click()
    expect(sheet).to_have_count(0, timeout=15_000)
    jo.page.goto(first)
    jo.page.get_by_role("button", name="The Allotment").click(timeout=15_000)
    expect(jo.page.get_by_role("heading", name="The Allotment")).to_be_visible(timeout=15_000)
    expect(jo.page.get_by_text("Come and dig.")).to_be_visible()
    say_hello_to(jo, second)
    open_team(sam)
    expect(sam.page.get_by_text("Nobody is waiting.")).to_be_visible()
    open_team(sam, "The Allotment")
    expect(sam.page.get_by_role("heading", name="Jo")).to_be_visible(timeout=15_000)
    assert sam.errors + jo.errors == []


@pytest.mark.parametrize("lie", ["another word on its card", "an older log"])
def test_a_project_that_is_not_as_it_was_signed_is_refused(people, lie):
    sam, jo = people
    sam.start()
    jo.start()
    link = make_project(sam)
    path = f"**/api/projects/{link.rsplit('/', 1)[-1]}"
    jo.page.goto(link)
    expect(jo.page.get_by_text("Thursdays in the library.")).to_be_visible(timeout=15_000)
    sam.page.get_by_role("button", name="Name, words and other projects").click()
    before = sam.context.request.get(path.replace("**", sam.url.rstrip("/"))).body()
    sam.page.get_by_label("A few words about it").fill("Fridays in the library.")
    sam.page.get_by_role("button", name="Keep it").click()
    expect(sam.page.get_by_role("dialog")).to_have_count(0, timeout=15_000)
    say_hello_to(jo, link)
    expect(jo.page.get_by_text("Fridays in the library.")).to_be_visible(timeout=15_000)

    def tell(route):
        true = route.fetch()
        body = before if lie == "an older log" else true.body().replace(b"Fridays", b"Mondays")
        route.fulfill(response=true, body=body)

    jo.page.route(path, tell)
    jo.page.get_by_role("button", name="Leave this project").click()
    expect(jo.page.get_by_text(re.compile("The server.s answer was not genuine"))).to_be_visible(timeout=15_000)
    expect(jo.page.get_by_text("Fridays in the library.")).to_be_visible()


def test_the_poster_is_one_sheet_with_nothing_cut_off(third):
    third.start()
    make_project(third, words="Peer support in Lambeth. " * 20)
    third.page.get_by_role("button", name="Poster").click()
    picture = third.page.get_by_role("img", name=re.compile("The project.s code as a picture"))
    expect(picture).to_be_visible()
    third.page.set_viewport_size({"width": 680, "height": 1000})  # A4 within its margins
    third.page.emulate_media(media="print")
    frame, code = (picture.locator("xpath=..").bounding_box(), picture.bounding_box())
    assert frame["x"] <= code["x"]
    assert frame["x"] + frame["width"] >= code["x"] + code["width"] > 250  # px: about 7 cm
    assert frame["y"] + frame["height"] >= code["y"] + code["height"]
    expect(third.page.get_by_role("button", name="Print it")).to_be_hidden()
    assert len(re.findall(rb"/Type\s*/Page\b", third.page.pdf(format="A4"))) == 1


def nowhere(server, *words):
    """Neither in what the server stores nor in its log."""
    stored = [path.read_bytes() for path in server.data.rglob("*") if path.is_file()]
    stored.append(server.log_text().encode())
    assert len(stored) > 2
    for text in words:
        assert not any(text.encode() in content for content in stored), text


def about_jo(phone, what):
    phone.page.get_by_role("button", name="About you and Jo").click()
    phone.page.get_by_role("button", name=what).click()
