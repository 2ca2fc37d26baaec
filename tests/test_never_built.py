"""What Newleaf never does (mission 1H), looked for in the real things: tables, records, code, words, routes, files.

Where a row is about what somebody meets, a journey proves it too: tests/browser/test_kindness.py and the server's.
"""

from __future__ import annotations

import ast
import colorsys
import json
import re
import tomllib
import warnings
from pathlib import Path

import pytest
from screen_words import ENGLISH, messages, words

from newleaf_server.client_files import SECURITY
from newleaf_server.settings import Settings
from newleaf_server.store import connection

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "client_static" / "src"
BUILT = ROOT / "client_static" / "built"
PROGRAM = [*SOURCE.rglob("*.ts"), *SOURCE.rglob("*.tsx"), *ROOT.glob("server/**/*.py"), *ROOT.glob("sync/*/**/*.py")]


def parts(name: str) -> set[str]:
    """`lastSeen`, `last_seen` and `LAST-SEEN` are the words last and seen."""
    return {part.lower() for part in re.findall(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+", name)}


@pytest.fixture(scope="module")
def stored(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """Words of all tables and columns that the server makes, and of all records and fields that phones keep."""
    database = connection.connect(tmp_path_factory.mktemp("schema") / "newleaf.db")
    connection.migrate(database)
    tables = [name for (name,) in database.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
    columns = [row[1] for table in tables for row in database.execute(f"PRAGMA table_info({table})")]
    database.close()
    records = (ROOT / "sync" / "PROTOCOL.md").read_text().split("\n## 5 Records")[1].split("\n## 6 ")[0]
    assert len(columns) > 25
    assert "| hope |" in records
    return parts(" ".join([*tables, *columns, records]))


@pytest.fixture(scope="module")
def code() -> set[str]:
    """Every word that a name or a text of the program is made of; remarks are left out."""
    remarks = re.compile(r'/\*.*?\*/|(?<![:"])//[^\n]*|"""[\s\S]*?"""|(?<!["\'&])#[^\n]*', re.DOTALL)
    assert len(PROGRAM) > 200
    return parts(" ".join(remarks.sub("", path.read_text()) for path in PROGRAM))


@pytest.fixture(scope="module")
def screens() -> set[str]:
    """Every word that a person may read in the app."""
    return {word for name in ENGLISH for text in messages(name).values() for word in words(text)}


@pytest.fixture(scope="module")
def routes(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of a library, about names of its own
        from newleaf_server.app import make_app

        client = tmp_path_factory.mktemp("client")
        (client / "index.html").write_text("<!doctype html>")
        return {route.path for route in make_app(Settings(data=client, client=str(client))).routes}


@pytest.fixture(scope="module")
def built() -> dict[str, str]:
    """The text of every file that a browser is given."""
    texts = (".js", ".css", ".html", ".svg", ".json", ".webmanifest", ".ftl")
    found = {str(path.relative_to(BUILT)): path.read_text() for path in BUILT.rglob("*") if path.suffix in texts}
    assert len(found) > 50, "build the client first: python3 deploy/set_up.py --tests"
    return found


def test_no_scores_scales_or_questionnaires(stored, code, screens):
    """1H.1, A2, F1: nothing is measured, and there is nothing to measure with."""
    tools = "phq gad wemwbs swemwbs honos reqol whoqol dass likert questionnaire assessment readiness recovery_star"
    measures = parts(f"{tools} score scores scoring rating ratings mood moods severity symptom symptoms") - {
        "recovery",  # from the twelve words
        "star",  # in the night sky of the tree
    }
    assert (stored | code | screens) & measures == set()
    assert (stored | screens) & {"scale", "scales", "rate", "rated", "level", "percent", "points"} == set()
    drawn = {path.name: path.read_text() for path in SOURCE.rglob("*.tsx")}
    controls = r'<meter|<progress|type="number"|role="(?:meter|progressbar)"'
    measured = [name for name, text in drawn.items() if re.search(controls, text)]
    assert sorted(measured) == ["join.tsx", "keeping.tsx"], "how much of a tree has come over"
    sliders = [name for name, text in drawn.items() if 'type="range"' in text or 'role="slider"' in text]
    assert sliders == ["scrubber.tsx"], "the seasons of the tree"


def test_no_streaks_and_no_gaps(stored, code, screens):
    """1H.2: what did not happen is nowhere, so nobody can count it."""
    assert (stored | code | screens) & {"streak", "streaks", "consecutive", "lapse", "lapsed", "inactive"} == set()
    assert (stored | screens) & {"gap", "gaps", "absent", "absence", "total", "average"} == set()
    said = " ".join(text.lower() for name in ENGLISH for text in messages(name).values())
    assert re.findall(r"days? (?:since|ago|without)|in a row|we missed|welcome back|so far|every day", said) == []
    assert [path.name for path in SOURCE.rglob("*.tsx") if re.search(r"<table|role=\"grid\"", path.read_text())] == []


def test_nobody_has_a_view_of_one_person(stored, routes):
    """1H.3, C2: who asks gets what is their own; no table says when somebody was there, or what they are to reach."""
    seen = parts("lastseen lastactive login logins online visits ip useragent kpi outcome outcomes target targets")
    assert stored & seen == set()
    open_to_all = {
        "create_account",
        "challenge_card",
        "recover",
        "leave_offer",
        "collect_answer",
        "config",
        "open_invitation",
        "read_project",  # what hangs on walls
        "list_leaflets",
        "read_leaflet",
    }
    asked: dict[str, bool] = {}
    for path in (ROOT / "server").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                at = " ".join(ast.unparse(one) for one in node.decorator_list)
                if "'/api/" in at:
                    asked[node.name] = "must_be_signed_in(" in ast.unparse(node)
    assert {name for name, signed_in in asked.items() if not signed_in} == open_to_all
    own = {"/", "/api/account", "/health"}  # an address that names nobody: the account is the one that is signed in
    assert own < routes
    assert {name for path in routes for name in re.findall(r"\{(\w+)", path)} == {
        "path",
        "digits",
        "place",
        "code",
        "kind",
    }


def test_nothing_stands_before_the_door(stored, code):
    """1H.4, A1: no table, record or line of code knows of anything that a person would have to show first."""
    gates = "email postcode postal diagnosis diagnoses diagnosed referral surname birthday gender ethnicity nationality"
    assert (stored | code) & parts(
        f"{gates} nino passport waitlist eligibility eligible approval approved verified"
    ) == set()
    assert stored & parts("name_of_person phone_number contact referrer") <= {"name", "of", "person", "phone", "number"}


def test_no_red_and_nothing_overdue(stored, code, screens):
    """1H.6, A4: no colour of the app is red, and no word says late."""
    colours = {
        (path.name, colour): colorsys.rgb_to_hls(*(int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)))
        for path in [*SOURCE.rglob("*.css"), *SOURCE.rglob("*.ts"), *SOURCE.rglob("*.tsx")]
        for colour in re.findall(r"#[0-9a-fA-F]{6}\b", path.read_text())
    }
    assert len(colours) > 100
    reds = [at for at, (hue, _, deep) in colours.items() if not 17 < hue * 360 < 343 and deep > 0.25]
    assert reds == []
    styles = " ".join(path.read_text() for path in SOURCE.rglob("*.css"))
    assert re.findall(r":[^;]*\b(?:red|crimson|tomato|firebrick|darkred|orangered)\b|overdue", styles) == []
    assert (stored | code | screens) & {"overdue", "deadline", "deadlines"} == set()
    assert (stored | screens) & {"late", "due", "urgent"} == set()


def test_nobody_counts_what_was_declined_or_missed(stored, code, screens):
    """1H.7, A6, A8: a no is no event, and what did not happen has no name."""
    missed = "missed attendance attended unattended dna no_show noshow nonattendance engagement cancellations dropout"
    assert (stored | code | screens) & (parts(missed) - {"no", "show"}) == set()
    assert stored & {"declined", "declines", "refused", "refusals", "reason_declined", "cancelled"} == set()


def test_the_icon_on_the_home_screen_counts_nothing(built):
    """1H.7, A3: what waits is seen by whoever opens the app, and never pulls at them before."""
    assert [name for name, text in built.items() if re.search(r"(?:set|clear)(?:App|Client)Badge", text)] == []


def test_nobody_sets_a_task(stored, screens):
    """1H.8: no record has somebody else as its maker, and none can be made a duty."""
    assert (
        stored & parts("assigned assignee assigner task tasks mandatory required compulsory homework goal goals")
        == set()
    )
    assert screens & parts("assigned task tasks homework mandatory compulsory goal goals target targets") == set()


def test_no_risk_is_predicted_and_no_word_is_looked_for(stored, code):
    """1H.9: no reading of moods, no list of words, and no library that could."""
    reading = (
        "risk risks sentiment toxicity toxic classify classifier predict prediction triage keyword keywords lexicon"
    )
    assert (stored | code) & parts(f"{reading} suicidal ideation moderation flagged") == set()
    learning = r"tensorflow|torch|onnx|transformers|spacy|nltk|sklearn|scikit|openai|anthropic|langchain|natural|brain"
    assert [name for name in dependencies() if re.search(learning, name)] == []


def test_no_place_no_sensors_no_address_book(stored, built):
    """1H.10, F13: the app does not ask the phone where it is, how it moves, or whom it knows."""
    assert (
        stored & parts("latitude longitude gps geo geohash altitude accelerometer heartbeat calories weight") == set()
    )
    senses = (
        r"geolocation|DeviceMotion|DeviceOrientation|Accelerometer|Gyroscope|Magnetometer|AmbientLight|Pedometer"
        r"|\.contacts\b|ContactsManager|bluetooth|NDEFReader|navigator\.usb|getBattery|IdleDetector|getInstalledRelatedApps"
    )
    assert {name: re.findall(senses, text) for name, text in built.items() if re.search(senses, text)} == {}
    assert "geolocation=()" in SECURITY["Permissions-Policy"]


MONEY = json.loads((SOURCE / "content" / "money" / "uk.json").read_text())
MONEY_PAGES = {row["link"].split("/")[2] for row in MONEY["rows"] if row["link"].startswith("https:")}


def test_no_other_host_is_asked_for_anything(built):
    """1H.11: no analytics, no font, no script, no picture of anybody else; the browser would refuse them, too."""
    names_only = {
        "www.w3.org",  # names of XML
        "github.com",  # in an error message of a library
        "www.bbc.co.uk",  # where "Hide this now" goes, by a tap
        *MONEY_PAGES,  # where the Money page leads, by a tap: see below
    }
    hosts = {host for text in built.values() for host in re.findall(r"\b(?:https?|wss?)://([\w.-]+\.[a-z]{2,})", text)}
    assert hosts <= names_only
    assert len(MONEY_PAGES) == 4
    ways_out = re.findall(r"href=\{row\.link\}.*?>", (SOURCE / "money" / "money.tsx").read_text())
    assert ways_out == ['href={row.link} {...(page ? { rel: "noreferrer noopener", target: "_blank" } : {})}>']
    loading = r'(?:src|href|from|import|url)\s*[=(]?\s*["\']?(?:https?:)?//'
    assert [name for name, text in built.items() if re.search(loading, text.replace("http://www.w3.org", ""))] == []
    followers = r"sendBeacon|google-analytics|gtag\(|matomo|plausible|sentry|mixpanel|segment\.io|hotjar|fingerprint"
    assert [name for name, text in built.items() if re.search(followers, text)] == []
    policy = SECURITY["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert re.findall(r"https?:|\*", policy) == []


def test_no_machine_writes_comfort(code):
    """1H.12, F12: no model comes along and none is asked; what the app says is in its files of words."""
    coaches = (
        "gpt llm chatbot completion completions embedding embeddings inference summarize summarise coach therapist"
    )
    assert code & parts(coaches) == set()
    kinds = {path.suffix for path in BUILT.rglob("*") if path.is_file()}
    assert kinds <= {".js", ".css", ".html", ".svg", ".png", ".json", ".webmanifest", ".ftl", ".woff2", ".br", ".gz"}
    assert callers_of_others() == ["push_service.py"]  # it says the same every time: tests/server/test_notes.py


def test_no_league_tables(stored, code, screens):
    """1H.13: nobody is put in an order of merit, supporters no more than anybody else."""
    tables = "league leagues leaderboard ranking rankings podium podiums medal medals winner badges trophy kudos"
    assert (stored | code | screens) & parts(tables) == set()


def test_no_single_sum_of_money_is_claimed(stored, code, screens):
    """1H.14: where money is named at all it is a range."""
    for name in ENGLISH:
        for key, text in messages(name).items():
            sums = re.findall(r"[£€$]\s?(?:\d|\{)|\{ \$(?:money|pounds|cost|worth)\w* \}", text)
            assert len(sums) != 1, key
    assert (stored | code | screens) & {"roi", "sroi", "payback", "costsaving"} == set()


def test_a_view_of_cost_is_a_range_that_stands_with_its_caveats():
    """F7, 1H.14: no end of a range stands without the other, nothing is called saved, no figure is drawn alone."""
    for name in ENGLISH:
        for key, text in messages(name).items():
            assert ("{ $low }" in text) == ("{ $high }" in text), key
            assert not (key.startswith("costs-") and re.search(r"\bsav(?:ed|es|ing|ings)\b", text.lower())), key
    drawn = [path.name for path in SOURCE.rglob("*.tsx") if "<RangePicture" in path.read_text()]
    assert drawn == ["figures.tsx"]
    figures = (SOURCE / "costs" / "figures.tsx").read_text()
    assert "</div>\n      <Caveats />\n    </section>" in figures, "in one piece, whatever is shown above"
    assert (
        re.findall(r"useState|onClick|onToggle|<details|hidden", (SOURCE / "costs" / "caveats.tsx").read_text()) == []
    )


def test_figures_of_cost_come_from_nothing_that_people_wrote():
    """F8, F5, 1H.13: no talk, concern, milestone or figure of somebody's own goes into them, and no worker."""
    costs = {path.name: path.read_text() for path in (SOURCE / "costs").iterdir()}
    taken = {one for text in costs.values() for one in re.findall(r'from "\.\./([^"]+)"', text)}
    assert {one for one in taken if not one.startswith("ui/")} == {
        "content/trials.json",
        "content/unit_costs.json",
        "csv.ts",
        "diary/item.ts",
        "diary/model.ts",  # names of types only
        "projects/chosen.ts",  # which project is open, and what the person does there
        "tree/days.ts",
    }
    assert all(
        line.startswith("import type") for text in costs.values() for line in re.findall(r".*diary/model.*", text)
    )
    read = {one for text in costs.values() for one in re.findall(r"\bplace\??\.(\w+)", text)}
    assert read == {"code", "name", "role"}
    everything = " ".join(costs.values())
    assert re.findall(r"\b(?:projects|letters|talks|workers)\??\.\w+|ownCollection|milestone", everything) == []
    assert re.findall(r"ollection\((\w+)\)", everything) == ["COST"]


def test_nobody_records_the_nights_of_somebody_else(stored):
    """F8: no table, record or letter has a place for another person's stays; only one's own, on one's own phone."""
    stays = parts(
        "admission admissions admitted readmission readmissions readmitted inpatient hospital hospitals hospitalised"
        " nights bednights beddays sectioned"
    )
    assert stored & stays == set()
    of_others = [
        SOURCE / "crypto" / "letter.ts",
        *(SOURCE / name / "model.ts" for name in ("projects", "talk", "people")),
    ]
    of_others += [
        SOURCE / "diary" / f"{name}.ts" for name in ("letters", "projects", "talk", "talks", "line", "evidence")
    ]
    assert {path.name: parts(path.read_text()) & stays for path in of_others if parts(path.read_text()) & stays} == {}
    asked = {path.name for path in SOURCE.rglob("*.tsx") if re.search(r'"figure-(?:before|now)"', path.read_text())}
    assert asked == {"figure.tsx"}
    kept = {one for path in SOURCE.rglob("*.ts*") for one in re.findall(r"(\w+)\(FIGURE\)", path.read_text())}
    assert kept == {"ownCollection"}, "on this phone only"


def test_nothing_is_told_to_the_authorities(stored, routes):
    """1H.15: no route, no command and no field for police, benefits or borders; the server calls nobody."""
    authorities = r"police|immigration|border|home office|dwp|jobcentre|probation|court|tribunal"
    every = {key: text.lower() for name in ENGLISH for key, text in messages(name).items()}
    said = {key for key, text in every.items() if re.search(authorities, text)}
    assert said == {"help-danger-fact"}, "Help may say whom one can ring oneself"
    assert stored & set(authorities.split("|")) == set()
    assert [path for path in routes if re.search(rf"export|report|{authorities}", path)] == []
    commands = {path.stem for path in (ROOT / "server" / "newleaf_server" / "cli").glob("[a-z]*.py")}
    assert commands == {"serve", "demo", "doctor", "restored", "project"}
    assert callers_of_others() == ["push_service.py"]  # it says the same every time: tests/server/test_notes.py


def dependencies() -> list[str]:
    packages = json.loads((ROOT / "package.json").read_text())
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    return [*packages["dependencies"], *(re.match(r"[\w-]+", one)[0] for one in project["dependencies"])]


def callers_of_others() -> list[str]:
    """Files of the server that could speak to another machine. The demo's phone speaks to the server beside it."""
    found = []
    for path in (ROOT / "server").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            names = [one.name for one in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            if any(
                re.match(
                    r"httpx|requests|aiohttp|urllib\.request|http\.client|smtplib|ftplib|websockets(?!\.exceptions)",
                    name,
                )
                for name in names
            ):
                found.append(path.name)
    return found
