"""My figure: worked out by the person, on their phone alone, for whoever likes one."""

import re

from browsers import IN_ONE_ENGINE
from playwright.sync_api import expect


def work_out(phone, before: str, now: str) -> None:
    phone.page.get_by_label("Nights in hospital, the year before").fill(before)
    phone.page.get_by_label("Nights in hospital, this last year").fill(now)
    phone.page.get_by_role("button", name="Work it out").click()


@IN_ONE_ENGINE
def test_a_range_of_nights_that_never_falls_and_never_leaves_the_phone(phone):
    """F6, 1H.13: opt-in, private, nights first and money by choice; it is shown to nobody and sent nowhere."""
    phone.start()
    phone.tap("Went out")
    phone.expect_kept_everywhere()
    phone.page.goto(f"{phone.url}#/milestones")
    phone.page.get_by_role("button", name="A figure of my own").click()
    sent: list[str] = []
    phone.page.on("request", lambda request: sent.append(request.url))
    phone.page.on("websocket", lambda socket: socket.on("framesent", lambda _: sent.append(socket.url)))
    figure = phone.page.get_by_role("region", name="My figure")
    work_out(phone, "lots", "0")
    expect(phone.page.get_by_role("alert")).to_contain_text("two numbers from 0 to 366")
    work_out(phone, "2", "40")
    expect(phone.page.get_by_role("alert")).to_contain_text("That says nothing about you.")
    expect(figure).to_have_count(0)
    work_out(phone, "60", "0")
    expect(figure).to_have_text("3 to 18 nights in my own bed")
    for before, now in (("10", "0"), ("0", "60")):
        work_out(phone, before, now)
        expect(phone.page.get_by_label("Nights in hospital, the year before")).to_have_value("")
        expect(figure).to_have_text("3 to 18 nights in my own bed")
    phone.page.get_by_role("button", name="Show it in pounds").click()
    expect(figure).to_have_text(re.compile("3 to 18 nights in my own bed.*£1,100 to £11,000", re.DOTALL))
    phone.page.wait_for_timeout(1500)  # whatever would be sent is sent by now
    assert [url for url in sent if "/api/" in url or url.endswith("/sync")] == []
    phone.page.reload()
    expect(figure).to_contain_text("£1,100")
    phone.page.get_by_role("button", name="Take it out").click()
    expect(figure).to_have_count(0)
    phone.page.get_by_role("button", name="Undo").click()
    expect(figure).to_contain_text("3 to 18 nights")
    assert phone.errors == []
