"""The language of a screen, changed while it stands there: as where somebody chooses it in another tab.

So journeys find things by their English words, and whatever they come to is looked at in Arabic, too.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from screen_words import ENGLISH, messages

if TYPE_CHECKING:
    from playwright.sync_api import Page

_CHOSEN_ELSEWHERE = """async (code) => {
  const chosen = {key: "newleaf-language", newValue: code};
  const frame = () => new Promise(requestAnimationFrame);
  dispatchEvent(new StorageEvent("storage", chosen));
  for (let at = 0; document.documentElement.lang !== code; at++) { if (at > 300) throw new Error(code); await frame(); }
  await frame(); await frame(); }"""


def speak(page: Page, code: str) -> None:
    page.evaluate(_CHOSEN_ELSEWHERE, code)


def only_english() -> list[str]:
    """What no Arabic screen may say: English words that are others in Arabic."""
    arabic = messages("ar.ftl")
    english = {key: text for name in ENGLISH for key, text in messages(name).items()}
    return [text for key, text in english.items() if arabic.get(key) != text and "{" not in text and "\n" not in text]
