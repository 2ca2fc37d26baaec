"""A note when somebody writes: only when asked for, by day, few, and it says nothing. The push service is real."""

import base64
import json
import sqlite3
import time
from contextlib import closing

import pytest
from bare_talk import Talk
from caller import Device, envelope
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256
from push_service import WORDS, PushService, Subscription

from newleaf_server.clock import now_ms
from newleaf_sync.envelope import KIND_CHANGE, KIND_MESSAGE


@pytest.fixture
def service():
    one = PushService()
    yield one
    one.close()


@pytest.fixture
def noted(new_server, service):
    """A talk whose inviter asked for notes, on a server that knows the service of this test."""
    server = new_server(push_services=service.url)
    inviter, invited = Device(server.url), Device(server.url)
    talk = Talk(inviter, invited)
    talk.invite()
    talk.found()
    talk.server, talk.phone = server, Subscription(service)
    assert ask(inviter, talk.phone.asking()) == (200, [])
    return talk


def ask(device, asking):
    return device.call("PUT", "/api/notes", asking)


class Writer:
    """Somebody who writes into the talk."""

    def __init__(self, talk):
        self.talk, self.wire, self.counter = talk, talk.invited.connect(), 0

    def write(self, kind=KIND_MESSAGE):
        self.counter += 1
        made = bytearray(envelope(self.talk.space, self.counter))
        made[5] = kind
        assert self.wire.ask("push", self.counter, self.talk.space, [bytes(made)])[0] == "pushed"


def rows(talk):
    with closing(sqlite3.connect(talk.server.data / "newleaf.db")) as database:
        return database.execute("SELECT waiting, told, sent FROM note").fetchall()


def settle():
    time.sleep(0.6)


def test_a_note_comes_sealed_proven_and_says_nothing(noted, service):
    """E5 would tell who wrote: this one says only that there is something."""
    Writer(noted).write()
    [(path, headers, body)] = service.wait(1)
    assert noted.phone.endpoint.endswith(path)
    said = noted.phone.open(body)
    assert said == {
        "web_push": 8030,
        "notification": {"title": WORDS, "navigate": f"{noted.server.url}/#/talk", "tag": "note"},
    }
    assert (headers["Content-Encoding"], headers["Topic"]) == ("aes128gcm", "note")
    assert 0 < int(headers["TTL"]) <= 24 * 3600
    scheme, token, key = headers["Authorization"].replace(",", "").split()
    public = read(key.removeprefix("k="))
    assert (scheme, public) == ("vapid", noted.inviter.call("GET", "/api/notes")[1][0])
    head, claims, signature = token.removeprefix("t=").split(".")
    assert json.loads(read(head)) == {"typ": "JWT", "alg": "ES256"}
    assert json.loads(read(claims))["aud"] == service.url
    assert 0 < json.loads(read(claims))["exp"] - now_ms() / 1000 <= 24 * 3600
    verify(public, f"{head}.{claims}".encode(), read(signature))
    with pytest.raises(InvalidSignature):
        verify(public, f"{head}.{claims}x".encode(), read(signature))


def read(text):
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def verify(public, data, signature):
    key = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), public)
    r, s = (int.from_bytes(half, "big") for half in (signature[:32], signature[32:]))
    key.verify(encode_dss_signature(r, s), data, ec.ECDSA(SHA256()))


def test_one_note_until_the_app_was_opened(noted, service):
    writer = Writer(noted)
    for _ in range(3):
        writer.write()
    service.wait(1)
    settle()
    assert len(service.pushed) == 1
    noted.inviter.connect().close()
    settle()
    writer.write()
    service.wait(2)
    assert rows(noted) == [(0, 1, 2)]


def test_who_looks_at_it_already_gets_none_and_neither_does_who_wrote(noted, service):
    other = Subscription(service)
    ask(noted.invited, other.asking())
    wire = noted.inviter.connect()
    wire.say("subscribe", noted.space)
    assert wire.silent()
    Writer(noted).write()
    settle()
    assert service.pushed == []


def test_only_what_somebody_said_is_worth_a_note(noted, service):
    Writer(noted).write(KIND_CHANGE)  # a delivered receipt, hours, a changed word
    settle()
    assert service.pushed == []


def test_by_night_it_waits_for_the_morning(noted, service):
    now = time.gmtime().tm_hour * 60 + time.gmtime().tm_min
    ahead = (600 - now) % 1440  # ten in the morning on that phone
    ahead = ahead if ahead <= 840 else ahead - 1440
    ask(noted.inviter, noted.phone.asking(day=(660, 1260), ahead=ahead))
    Writer(noted).write()
    settle()
    assert service.pushed == []
    ask(noted.inviter, noted.phone.asking(day=(540, 1260), ahead=ahead))  # as if it were later now
    [(_, headers, _)] = service.wait(1)
    assert 39_000 < int(headers["TTL"]) <= 39_600, "a push service lets it go when the night begins"


def test_not_more_than_the_person_wants_in_a_day(noted, service):
    ask(noted.inviter, noted.phone.asking(most=2))
    writer = Writer(noted)
    for count in (1, 2, 2):
        writer.write()
        settle()
        assert len(service.pushed) == count
        noted.inviter.connect().close()
        settle()


def test_a_phone_that_is_gone_is_forgotten_and_a_service_that_is_down_is_left_alone(noted, service):
    service.status, service.headers = 503, {"Retry-After": "3600"}
    writer = Writer(noted)
    writer.write()
    service.wait(1)
    settle()
    assert rows(noted) == [(1, 0, 0)]
    writer.write()
    settle()
    assert len(service.pushed) == 1
    service.status = 410
    noted.server.restart()
    service.wait(2)
    settle()
    assert rows(noted) == []


def test_one_to_try_is_not_counted_and_not_many(noted, service):
    assert noted.inviter.call("POST", "/api/notes/try") == (200, [])
    assert noted.inviter.call("POST", "/api/notes/try")[0] == 429
    service.wait(1)
    assert rows(noted) == [(0, 0, 0)]
    assert noted.invited.call("POST", "/api/notes/try")[0] == 404


def test_no_means_no(noted, service):
    assert noted.inviter.call("GET", "/api/notes")[1][1] == [0, 1440, 3]
    assert noted.inviter.call("DELETE", "/api/notes") == (200, [])
    assert noted.inviter.call("GET", "/api/notes")[1][1] == []
    Writer(noted).write()
    settle()
    assert service.pushed == []


@pytest.mark.parametrize(
    "endpoint",
    [
        "https://127.0.0.1/x",
        "https://example.org/x",
        "http://fcm.googleapis.com/x",
        "https://fcm.googleapis.com.example.org/x",
        "https://fcm.googleapis.com@example.org/x",
        "https://fcm.googleapis.com:8443/x",
        "https://[::1",
        "https://notify.windows.com/x",
        "https://fcm.googleapis.com/x\r\nHost: y",
        "https://fcm.googleapis.com/" + "x" * 1100,
    ],
)
def test_only_push_services_are_asked(noted, endpoint):
    status, answer = ask(noted.inviter, noted.phone.asking(endpoint=endpoint))
    assert (status, answer[3]) == (400, "unknown-push-service")


@pytest.mark.parametrize("endpoint", ["https://fcm.googleapis.com/fcm/send/a:b", "https://a.notify.windows.com/?t=1"])
def test_known_services_are_taken(noted, endpoint):
    assert ask(noted.inviter, noted.phone.asking(endpoint=endpoint)) == (200, [])


@pytest.mark.parametrize("at", range(1, 8))
def test_nonsense_is_refused(noted, at):
    [asking] = noted.phone.asking()
    asking[at] = {1: bytes(64), 2: bytes(15), 3: "x" * 61, 4: 900, 5: -1, 6: 1441, 7: 0}[at]
    assert ask(noted.inviter, [asking])[0] == 400


def test_the_log_names_no_service_and_nobody(noted, service):
    service.status = 500
    Writer(noted).write()
    service.wait(1)
    settle()
    noted.server.stop()
    text = noted.server.log_text()
    assert '"a push service did not take a note"' in text
    assert all(one not in text for one in (service.url, noted.phone.endpoint, WORDS))
