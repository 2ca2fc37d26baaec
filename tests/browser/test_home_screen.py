"""The app on a home screen: under a name of the person's choice, offered once where words depend on it, never urged."""

import re

import pytest
from browsers import IN_ONE_ENGINE
from playwright.sync_api import expect

IPHONE = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) "
    "Version/18.5 Mobile/15E148 Safari/604.1"
)
LOOKS = ("notes", "my-days")
LANGUAGES = ("en", "ar", "cy", "es", "pl", "pt", "so")
OFFERED = """() => {
  const event = new Event("beforeinstallprompt", { cancelable: true });
  event.prompt = async () => { window.prompted = (window.prompted ?? 0) + 1; };
  dispatchEvent(event);
  return event.defaultPrevented;
}"""


def open_home_screen(phone) -> None:
    phone.page.goto(f"{phone.url}#/safe")
    phone.page.get_by_role("button", name="On your home screen").click()
    expect(phone.page.get_by_role("heading", name="On your home screen", level=1)).to_be_focused()


def choose(phone, name: str) -> None:
    phone.page.get_by_text(name, exact=True).click()
    expect(phone.page.get_by_role("radio", name=name)).to_be_checked()


def outside(phone) -> tuple[str, ...]:
    """What the browser and a launcher read: title, manifest, picture, picture for an iPhone."""
    links = [phone.page.locator(f'link[rel="{rel}"]') for rel in ("manifest", "icon", "apple-touch-icon")]
    return (phone.page.title(), *(link.get_attribute("href") for link in links))


NOTES = ("Notes", "/looks/notes.en.webmanifest", "/looks/notes.svg", "/looks/notes-192.png")


def test_a_neutral_name_is_chosen_and_taken_back(phone):
    """E8: tab, picture and manifest have the name that was chosen, from the first moment of the next start as well."""
    phone.start()
    before = outside(phone)
    assert before[:2] == ("Newleaf", "/app.webmanifest")
    open_home_screen(phone)
    choose(phone, "Notes")
    expect(phone.page.get_by_role("status").filter(has_text="It is called Notes now.")).to_have_count(1)
    assert outside(phone) == NOTES
    phone.page.reload()
    expect(phone.page.get_by_role("radio", name="Notes")).to_be_checked()
    assert outside(phone) == NOTES
    phone.page.goto(f"{phone.url}#/today")
    expect(phone.page.locator(".mark")).to_have_text("Notes")
    open_home_screen(phone)
    choose(phone, "Newleaf")
    assert outside(phone) == before
    phone.settle()
    assert outside(phone) == before
    assert phone.errors == []


def test_a_name_is_chosen_by_keyboard(phone):
    phone.start()
    open_home_screen(phone)
    phone.page.get_by_role("radio", name="Newleaf").focus()
    phone.page.keyboard.press("ArrowRight")
    phone.page.keyboard.press("ArrowRight")
    expect(phone.page.get_by_role("radio", name="My days")).to_be_checked()
    assert phone.page.title() == "My days"


@pytest.mark.offline
def test_the_name_is_chosen_and_stays_without_any_server(phone, server):
    phone.start().ready_for_offline()
    server.stop()
    open_home_screen(phone)
    choose(phone, "Notes")
    phone.page.reload()
    expect(phone.page.get_by_role("radio", name="Notes")).to_be_checked()
    assert outside(phone) == NOTES
    for picture in phone.page.locator(".look img").all():
        assert picture.evaluate("async (it) => { await it.decode(); return it.naturalWidth; }") > 0
    assert phone.errors == []


@IN_ONE_ENGINE
def test_the_name_is_in_the_language_of_the_person(phone):
    phone.open()
    phone.page.get_by_role("combobox", name="Language").select_option(label="Polski")
    phone.page.goto(f"{phone.url}#/home-screen")
    phone.page.get_by_text("Notatki", exact=True).click()
    assert outside(phone)[:2] == ("Notatki", "/looks/notes.pl.webmanifest")
    phone.page.reload()
    expect(phone.page.get_by_role("radio", name="Notatki")).to_be_checked()
    assert outside(phone)[:2] == ("Notatki", "/looks/notes.pl.webmanifest")


@IN_ONE_ENGINE
def test_every_manifest_is_whole_and_says_nothing_else(new_phone):
    """E8: no word of Newleaf, of health or of what the app is for; every picture is there, in the size it names."""
    get = new_phone().context.request.get
    url = new_phone().url
    for look in LOOKS:
        for language in LANGUAGES:
            answer = get(f"{url}/looks/{look}.{language}.webmanifest")
            assert answer.headers["content-type"].startswith("application/manifest+json")
            assert not re.search("newleaf|health|diary", answer.text(), re.IGNORECASE)
            manifest = answer.json()
            assert (manifest["id"], manifest["start_url"], manifest["scope"]) == (f"/?{look}", f"/?{look}", "/")
            assert manifest["name"] == manifest["short_name"] != ""
            for icon in manifest["icons"]:
                drawing = get(f"{url}{icon['src']}")
                assert drawing.headers["content-type"].split(";")[0] == icon["type"]
                if icon["type"] == "image/png":
                    assert drawing.body()[16:24] == 2 * int(icon["sizes"].split("x")[0]).to_bytes(4)


@pytest.mark.offline
def test_chromium_would_install_it_under_each_name(chromium, server, phone):
    """E8: what the browser itself reads and checks, not what the page says."""
    if phone.context.browser is not chromium:
        return  # Firefox puts no apps on a computer
    phone.start().ready_for_offline()
    session = phone.context.new_cdp_session(phone.page)
    open_home_screen(phone)
    for name in ("Newleaf", "Notes", "My days"):
        choose(phone, name)
        read = session.send("Page.getAppManifest")
        assert (read["errors"], read["manifest"]["name"]) == ([], name)
        wrong = session.send("Page.getInstallabilityErrors")["installabilityErrors"]
        assert [one for one in wrong if one["errorId"] != "in-incognito"] == []


@pytest.mark.offline
def test_an_app_that_was_put_there_as_notes_opens_as_notes(new_phone, server):
    """On an iPhone it finds an empty storage: its address alone says what it is called."""
    phone = new_phone(f"{server.url}/?notes")
    phone.open()
    expect(phone.page).to_have_title("Notes")
    assert outside(phone) == NOTES
    phone.ready_for_offline()
    server.stop()
    phone.page.reload()
    expect(phone.page.get_by_role("button", name="Start", exact=True)).to_be_visible()
    assert outside(phone) == NOTES
    assert phone.errors == []


def test_it_is_offered_by_a_button_and_no_ends_the_question(phone):
    """A5: the browser's own bar never comes; no and yes are one size; after an answer nobody asks again."""
    phone.start()
    open_home_screen(phone)
    expect(phone.page.get_by_text("Open the menu of your browser.")).to_be_visible()
    assert phone.page.evaluate(OFFERED) is True
    no = phone.page.get_by_role("button", name="No thanks")
    put = phone.page.get_by_role("button", name="Put it there")
    assert no.bounding_box()["width"] == put.bounding_box()["width"]
    assert no.bounding_box()["height"] == put.bounding_box()["height"]
    no.click()
    expect(no).to_have_count(0)
    phone.page.reload()
    expect(phone.page.get_by_role("heading", level=1)).to_be_visible()
    phone.page.evaluate(OFFERED)
    expect(put).to_be_visible()
    expect(no).to_have_count(0)
    put.click()
    assert phone.page.evaluate("window.prompted") == 1
    expect(put).to_have_count(0)  # the browser lets it be used once
    for screen in ("today", "more"):
        phone.page.goto(f"{phone.url}#/{screen}")
        phone.page.evaluate(OFFERED)
        expect(put).to_have_count(0)
    assert phone.errors == []


@IN_ONE_ENGINE
def test_another_name_is_never_installed_by_an_offer_of_before(phone):
    """E8: the browser's offer carries the name it read; after a choice it is not used."""
    phone.start()
    open_home_screen(phone)
    phone.page.evaluate(OFFERED)
    put = phone.page.get_by_role("button", name="Put it there")
    expect(put).to_be_visible()
    choose(phone, "Notes")
    expect(put).to_have_count(0)
    expect(phone.page.get_by_text("Open the menu of your browser.")).to_be_visible()


@IN_ONE_ENGINE
def test_an_iphone_is_told_once_how_its_words_stay(new_phone):
    """What Safari clears after a week is said before the first word is written; no is as large as yes and final."""
    phone = new_phone(user_agent=IPHONE).open()
    offer = phone.page.get_by_role("region", name="On your home screen")
    expect(offer.get_by_text("On this iPhone, add to Home Screen so your words stay.")).to_be_visible()
    no, show = offer.get_by_role("button", name="No thanks"), offer.get_by_role("button", name="Show me how")
    assert no.bounding_box()["width"] == show.bounding_box()["width"]
    assert no.bounding_box()["height"] == show.bounding_box()["height"]
    show.click()
    steps = phone.page.locator(".steps li")
    expect(steps).to_have_count(3)
    expect(steps.first).to_contain_text("Tap Share")
    expect(phone.page.get_by_text("Safari may clear them if you are away for 7 days.")).to_be_visible()
    phone.page.goto(phone.url)
    phone.start()
    expect(offer).to_have_count(0)
    phone.page.goto(f"{phone.url}#/safe")
    expect(phone.page.get_by_text("On this iPhone words may go if you are away for 7 days.")).to_be_visible()
    other = new_phone(user_agent=IPHONE).start()
    offer = other.page.get_by_role("region", name="On your home screen")
    offer.get_by_role("button", name="No thanks").click()
    expect(offer).to_have_count(0)
    other.settle()
    expect(other.tile("Got up")).to_be_visible()
    expect(offer).to_have_count(0)
    assert phone.errors + other.errors == []


@IN_ONE_ENGINE
def test_what_the_browser_promised_is_said_as_it_is(new_phone):
    for answer, words in (
        ("storage.persisted = async () => true", "This browser promised to keep your words."),
        ("storage.persisted = async () => false", "This browser may clear words it holds."),
        ("storage.persisted = undefined", "This browser does not say if it keeps your words."),
    ):
        phone = new_phone()
        phone.context.add_init_script(f"if (navigator.storage) navigator.{answer}")
        phone.start()
        phone.page.goto(f"{phone.url}#/safe")
        expect(phone.page.get_by_text(words)).to_be_visible()
        assert phone.errors == []
