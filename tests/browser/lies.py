"""What a hostile server may say, and what a client must say of it."""

import os
import re
import secrets

import msgspec

from newleaf_sync import suite
from newleaf_sync.encoding import pae, u64
from newleaf_sync.errors import KeybagMismatch, LogBroken, NotAuthentic

# Lies about the log of entries: `frame` is an answer to a pull, `known` the entry that the reader has already.


def numbered(frame, items):
    """The frame with these items, as if the log had always been so."""
    tag, asked, space, first, *_ = frame
    items = [[first + at, *item[1:]] for at, item in enumerate(items)]
    return [tag, asked, space, first, first + len(items) - 1, items, first + len(items) - 1]


def drop(frame, _known):
    return numbered(frame, frame[5][:1] + frame[5][2:])


def reorder(frame, _known):
    first, second, *rest = frame[5]
    return numbered(frame, [second, first, *rest])


def replay(frame, known):
    return numbered(frame, [*frame[5], known])


def fork(frame, known):
    """What stood at a known seq is another envelope now."""
    tag, asked, space, _, last, items, head = frame
    return [tag, asked, space, known[0], last, [[known[0], *items[0][1:]], *items], head]


def roll_back(frame, _known):
    tag, asked, space, first, *_ = frame
    return [tag, asked, space, first, first - 1, [], first - 2]


def ghost(frame, _known):
    seq, _, received, envelope = frame[5][-1]
    sealed = envelope[:52] + os.urandom(len(envelope) - 52)
    return numbered(frame, [*frame[5], [seq + 1, secrets.token_bytes(16), received, sealed]])


def downgrade(frame, _known):
    """The one in the middle is of a suite that nobody knows: it would be parked, but the next had seen it whole."""
    first, second, *rest = frame[5]
    return numbered(frame, [first, of_another_suite(second), *rest])


def downgrade_last(frame, _known):
    return numbered(frame, [*frame[5][:-1], of_another_suite(frame[5][-1])])


def of_another_suite(item):
    *front, envelope = item
    return [*front, envelope[:4] + b"\x00" + envelope[5:]]


# what -> (lie, the alarm of the Python client, what a phone says)
LIES = {
    "dropped": (drop, "dropped", "Something that was there is not there now."),
    "reordered": (reorder, "reordered", "It showed things in another order."),
    "replayed": (replay, "replayed", "It showed the same thing twice."),
    "forked": (fork, "forked", "It showed two different stories of your tree."),
    "rolled-back": (roll_back, "rolled-back", "It showed an older tree than before."),
    "stranger": (ghost, "stranger", "Something it sent was not written by your phones."),
    "downgraded suite": (downgrade, "forked", "It showed two different stories of your tree."),
}

# Lies about the account: what GET /api/account and POST /api/recovery say of its keybag and its identity log.

SEED = bytes(range(32))  # of a key that the server made up


def another_identity(account_id, keybag, log):
    """All the same, but every entry is signed by the server's key."""
    swapped = []
    for data in log:
        _, _, op, payload, ts, _ = msgspec.msgpack.decode(data)
        mine = suite.ed25519_public(SEED) + payload[32:] if op == "genesis" else payload
        swapped.append(after(account_id, swapped, op, mine, ts))
    return keybag, swapped


def another_phone(account_id, keybag, log):
    phone = secrets.token_bytes(16) + suite.ed25519_public(SEED) + suite.xwing_public(SEED)
    return keybag, [*log, after(account_id, log, "add-device", phone, 1)]


def another_keybag(_account_id, keybag, log):
    return keybag[:-1] + bytes([keybag[-1] ^ 1]), log


def after(account_id, log, op, payload, ts):
    """The next entry of a log by the rules of PROTOCOL.md 3.3, but for the key."""
    prev = bytes(32)
    for data in log[-1:]:
        prev = suite.sha256(pae("newleaf/v1/hash/idlog", log_input(account_id, *msgspec.msgpack.decode(data)[:5])))
    fields = [len(log), prev, op, payload, ts]
    return msgspec.msgpack.encode([*fields, suite.sign(SEED, log_input(account_id, *fields))])


def log_input(account_id, seq, prev, op, payload, ts):
    return pae("newleaf/v1/idlog", account_id, u64(seq), prev, op.encode(), payload, u64(ts))


# what -> (swap, the errors of the Python client as it comes back and later, what a phone says later)
SWAPS = {
    "another identity": (
        another_identity,
        (KeybagMismatch, NotAuthentic),
        "It showed two different stories of your tree.",
    ),
    "another phone": (another_phone, (LogBroken, LogBroken), "It showed two different stories of your tree."),
    "another keybag": (
        another_keybag,
        (KeybagMismatch, KeybagMismatch),
        "What it sent did not fit, so we did not use it.",
    ),
}
NOT_GENUINE = re.compile("The server.s answer was not genuine, so we did not use it.")


class Liar:
    """Makes a middleman tell the truth until it is given a `lie` or a `swap`, and then that lie every time."""

    def __init__(self, middleman):
        middleman.rewrite, middleman.rewrite_answer = self._frame, self._answer
        self.lie = self.swap = None
        self.told = self.passed = 0
        self._known = None

    def be_honest(self):
        self.lie = self.swap = None

    def _frame(self, frame):
        if frame[0] != "entries" or not frame[5]:
            return frame
        if self.lie is None:
            self._known = self._known or frame[5][0]
            self.passed += 1
            return frame
        self.told += 1
        return self.lie(frame, self._known)

    def _answer(self, called, body):
        if self.swap is None or called not in {"GET /api/account", "POST /api/recovery"}:
            return body
        self.told += 1
        *front, keybag, log = body
        return [*front, *self.swap(front[0], keybag, log)]
