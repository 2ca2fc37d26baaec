"""The English words on screens are plain (mission F2 and 3): they judge nobody, and a child of eleven could read them.

Translations are held to the same keys and to no exclamation marks by tests/client/locales.test.ts and copy.test.ts.
"""

from __future__ import annotations

import re

import pytest
from screen_words import ENGLISH, messages, sections, sentences, spoken, words

MOST_WORDS = 15  # in a sentence
MOST_GRADE = 6  # Flesch-Kincaid grade 6 is read at 11
RUNNING = 4  # words: what is shorter is a label, and would make any text look easy

# Words that measure, blame, order, praise from above, or come from a clinic or from an office.
BANNED = """
    complian\\w* adheren\\w* non-?engage\\w* disengag\\w* patients? cases? caseload fail\\w* miss(?:ed|ing)? risk\\w*
    should must ought streaks? scores? scoring ratings? users? clients? service-user symptoms? disorders? diagnos\\w*
    relapse\\w* refus\\w* treatments? therap\\w* discharge\\w* vulnerab\\w* suffer\\w* victims? non-compliant attend\\w*
    absen\\w* overdue late deadlines? targets? goals? progress achiev\\w* improv\\w* assess\\w* monitor\\w* track\\w*
    amazing awesome great brilliant congratulations? well-?done good-?job fantastic superb winner winning
    easy easily simply obviously unfortunately invalid incorrect illegal errors? sync\\w* cache\\w* upload\\w*
    hurry quick(?:ly)?
""".split()  # noqa: SIM905 - a column of strings would hide what it says
PHRASES = (
    "well done",
    "good job",
    "forget to",
    "proud of you",
    "just try",
    "have to",
    "need to",
    "s wrong",
    "risk level",
    "keep it up",
    "keep going",
    "service user",
    "stay strong",
    "we missed",
)
# Words that say something else than they seem to: hard for whoever learns English, and for some autistic people.
IDIOMS = (
    "at the end of the day",
    "back on track",
    "bear in mind",
    "came to mind",
    "by hand",
    "bottle up",
    "cheer up",
    "chill",
    "cope with",
    "down in the dumps",
    "feeling blue",
    "from scratch",
    "get stuck",
    "get in touch",
    "give it a go",
    "go the extra",
    "hang in",
    "hang on",
    "have a go",
    "have another look",
    "in a nutshell",
    "in the long run",
    "keep an eye",
    "keeps me going",
    "let off steam",
    "light at the end",
    "no worries",
    "off your chest",
    "on the go",
    "one step at a time",
    "out of the blue",
    "piece of cake",
    "reach out",
    "rough patch",
    "sleep on it",
    "take care of yourself",
    "take my mind off",
    "touch base",
    "turn over a new leaf",
    "ups and downs",
    "under the weather",
    "up to you",
    "up to speed",
    "gets in the way",
    "weigh",
)
ALLOWED = {
    "note-hinders": "the study's own question, and the title of a list",
    "note-hinders-add": "as note-hinders",
    "areas-row": "as note-hinders",
    "reason-title": "what people say of it themselves; reasons for living would weigh more",
    "reason-add": "as reason-title",
}
# Words of four syllables and more, each with its reason.
LONG = {
    "advocacy": "what it is called",
    "coordinator": "what they are called",
    "coordinators": "what they are called",
    "emergency": "what the number is called",
    "samaritans": "their name",
    "everything": "known to every child",
    "somebody": "counted by letters: it has three",
    "supervision": "what it is called",
    "comfortable": "the study's word",
    "volunteering": "the study's word; what it is called",
    "professionals": "the usual heading of this step in a safety plan",
}

EVERY = {key: text for name in ENGLISH for key, text in messages(name).items()}


def syllables(word: str) -> int:
    """Groups of vowels, without a silent e at the end: the usual estimate; some words come out one too high."""
    count = 0
    for part in re.findall(r"[a-z]+|\d+", re.sub(r"['\u2019](?:s|t|re|ve|ll|d|m)$", "", word)):
        stem = (
            re.sub(r"(?<=[^aeiouyl])e$|(?<=[^aeiouytd])ed$|(?<=[^aeiouyscxz])es$", "", part) if len(part) > 2 else part
        )
        count += max(1, len(re.findall(r"[aeiouy]+", stem)))
    return count


def grade(text: list[str]) -> float:
    """Flesch-Kincaid (Kincaid, Fishburne, Rogers and Chissom 1975): the school year, in the USA, that reads it."""
    every = [word for sentence in text for word in words(sentence)]
    return 0.39 * len(every) / len(text) + 11.8 * sum(map(syllables, every)) / len(every) - 15.59


def test_no_word_judges_measures_or_comes_from_a_clinic():
    """F2, E3: "what happened to you", never "what is wrong with you"."""
    banned = re.compile(rf"\b(?:{'|'.join(BANNED)})\b", re.IGNORECASE)
    found = {key: hit[0] for key, text in EVERY.items() if (hit := banned.search(text)) and key not in ALLOWED}
    phrases = {key: one for key, text in EVERY.items() for one in PHRASES if one in text.lower()}
    assert found | phrases == {}


def test_nothing_is_shouted():
    """F2, E3: no exclamation marks, and no word in capitals but what is called so."""
    assert {key for key, text in EVERY.items() if "!" in text} == set()
    shouted = {key: hit for key, text in EVERY.items() if (hit := re.findall(r"\b[A-Z]{2,}\b", text))}
    assert {word for hit in shouted.values() for word in hit} <= {"OK", "NHS", "UK", "PIN", "AGPL"}


@pytest.mark.parametrize("name", ENGLISH)
def test_no_sentence_is_longer_than_fifteen_words(name):
    """F2: one thing a sentence."""
    counts = {(key, one): len(words(one)) for key, text in messages(name).items() for one in sentences(text)}
    assert {at: count for at, count in counts.items() if count > MOST_WORDS} == {}


@pytest.mark.parametrize("name", ENGLISH)
def test_every_screen_can_be_read_at_eleven(name):
    """F2: reading age 9 to 11, over the running text of each section."""
    for heading, section in sections(name).items():
        running = [one for text in section.values() for one in sentences(text) if len(words(one)) >= RUNNING]
        if running:
            assert grade(running) <= MOST_GRADE, heading


def test_every_long_word_has_a_reason():
    """F2: a word of four syllables is one that everybody knows, or a name."""
    long = {word for text in EVERY.values() for word in words(spoken(text)) if syllables(word) > 3}
    assert sorted(long - LONG.keys()) == []
    assert sorted(LONG.keys() - long) == [], "these are not used any more"


def test_words_mean_what_they_say():
    """F2: no idioms; whoever learns English, or takes words as they are, reads the same as everybody else."""
    found = {key: one for key, text in EVERY.items() for one in IDIOMS if re.search(rf"\b{one}", text.lower())}
    assert {key: one for key, one in found.items() if key not in ALLOWED} == {}
    assert sorted(ALLOWED.keys() - EVERY.keys()) == []


def test_the_formula_is_the_published_one():
    """12 words, 2 sentences, 15 syllables."""
    text = ["The tablets by the window are green", "You can read them later"]
    assert [syllables(word) for one in text for word in words(one)] == [1, 2, 1, 1, 2, 1, 1, 1, 1, 1, 1, 2]
    assert round(grade(text), 2) == round(0.39 * 12 / 2 + 11.8 * 15 / 12 - 15.59, 2)
    assert grade(["Notwithstanding organisational considerations, confidentiality necessitates authorisation"]) > 20
