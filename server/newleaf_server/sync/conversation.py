"""One side of PROTOCOL.md section 6: frames in, frames out, for a WebSocket as for POST /sync.

Rule 1: `pushed` is said after the commit, never before.
Rule 2: a frame that cannot be read gets a typed refusal and disturbs nobody; the tenth ends the connection.
Rule 3: who has to prove itself again is challenged here, on the same connection; the tenth failure ends it.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, NoReturn

import msgspec

from newleaf_server.accounts import queries as accounts
from newleaf_server.clock import now_ms
from newleaf_server.errors import TEXTS, Refusal
from newleaf_server.log import logger
from newleaf_server.store.writer import as_refusal
from newleaf_server.sync import queries
from newleaf_server.sync.hub import Listener, encode
from newleaf_server.sync.rules import LIMITS, is_message
from newleaf_sync import frames
from newleaf_sync.frames import Document, Entries, Entry, Goodbye, Pong, Pruned, Pushed, Welcome

if TYPE_CHECKING:
    from collections.abc import Callable

    from newleaf_server.accounts.queries import SignedIn
    from newleaf_server.context import Context

PATIENCE = 10  # unreadable frames, or failed proofs, before goodbye
PULL_BYTES = 256 * 1024
READ_BYTES = 1024 * 1024
PRUNE_ENTRIES = 256  # in one turn of the writer, so that nobody waits long behind it
LARGEST = 2**53 - 1
_decode: Callable[[bytes], frames.ClientFrame] = msgspec.msgpack.Decoder(frames.ClientFrame).decode
_TAGS = frozenset({"hello", "auth", "subscribe", "pull", "read", "push", "prune", "ping"})


class Hangup(Exception):  # noqa: N818
    """The conversation is over; goodbye is said."""


def read_frame(data: bytes) -> frames.ClientFrame:
    """Raises Refusal: `malformed`, or `unsupported` for a tag that this version does not know."""
    try:
        return _decode(data)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        raise Refusal("permanent", "unsupported" if _is_unknown(data) else "malformed") from None


def _is_unknown(data: bytes) -> bool:
    try:
        value: Any = msgspec.msgpack.decode(data)
    except (msgspec.MsgspecError, UnicodeDecodeError, ValueError, RecursionError):
        return False
    return isinstance(value, list) and bool(value) and isinstance(value[0], str) and value[0] not in _TAGS


class Conversation:
    def __init__(self, context: Context, listener: Listener, signed_in: SignedIn | None) -> None:
        self._context = context
        self._listener = listener
        self.signed_in = signed_in
        self.proven = False  # here and now, by signature
        self._hello: frames.Hello | None = None
        self._challenged = False
        self._failed_proofs = 0
        self._places: dict[bytes, queries.Place] = {}
        self._subscribed: set[int] = set()
        self._unreadable = 0

    def leave(self) -> None:
        self._context.hub.leave(self._subscribed, self._listener)
        self._subscribed.clear()
        self._places.clear()

    async def receive(self, data: bytes) -> None:
        """Answers one frame. Raises Hangup where that was the last."""
        if len(data) > LIMITS.frame_bytes:
            self._goodbye("too-large")
        try:
            frame = read_frame(data)
        except Refusal as refusal:
            self._unreadable += 1
            self._listener.say(refusal.frame())
            if self._unreadable >= PATIENCE:
                self._goodbye("malformed")
            return
        request = getattr(frame, "id", 0)
        try:
            await self._handle(frame)
        except Refusal as refusal:
            self._listener.say(refusal.frame(request))
            if refusal.kind == "reauth":
                self._challenge()
        except Hangup:
            raise
        except Exception as fault:  # noqa: BLE001 - our mistake must not look like silence to a phone
            found = as_refusal(fault)
            if not isinstance(found, Refusal):
                logger.error("a frame failed", exc_info=fault)
                found = Refusal("retry", "busy", 5000)
            self._listener.say(found.frame(request))

    def _goodbye(self, code: str) -> NoReturn:
        self._listener.say(Goodbye(code, TEXTS[code]))
        raise Hangup

    async def _handle(self, frame: frames.ClientFrame) -> None:
        match frame:
            case frames.Ping():
                self._listener.say(Pong(frame.id))
            case frames.Hello():
                await self._greet(frame)
            case frames.Auth():
                await self._prove(frame)
            case frames.Push():
                await self._push(frame)
            case frames.Pull():
                await self._pull(frame)
            case frames.Read():
                await self._read(frame)
            case frames.Prune():
                await self._prune(frame)
            case frames.Subscribe():
                await self._subscribe(frame)

    async def _greet(self, hello: frames.Hello) -> None:
        if hello.version != frames.PROTOCOL_VERSION:
            raise Refusal("permanent", "version")
        self.leave()  # whoever speaks from now on subscribes again
        self._hello = hello
        who = self.signed_in
        known = who is not None and who.device and (who.account_id, who.device_id) == (hello.account, hello.device)
        if who is not None and known:
            self._welcome(who)
        else:
            self.signed_in = None
            self._challenge()

    def _challenge(self) -> None:
        """At most one is open; nobody is challenged who has not said who they are."""
        if self._hello is not None and not self._challenged:
            self._challenged = True
            self._listener.say(self._context.nonces.challenge(now_ms()))

    async def _prove(self, auth: frames.Auth) -> None:
        if self._hello is None:
            raise Refusal("permanent", "malformed")
        self._challenged = False
        try:
            who = await accounts.prove_device(self._context, self._hello.account, self._hello.device, auth)
        except Refusal:
            self._failed_proofs += 1
            if self._failed_proofs >= PATIENCE:
                self._goodbye("bad-signature")
            raise
        self.proven = True
        self._welcome(who)

    def _welcome(self, who: SignedIn) -> None:
        self.signed_in = who
        self._listener.account = who.account
        self._listener.device = who.device
        self._context.ringer.opened(who.device)
        self._listener.say(Welcome(frames.PROTOCOL_VERSION, self._context.log_id, now_ms(), LIMITS))

    async def _place(self, space_id: bytes) -> queries.Place:
        who = self.signed_in
        if who is None or self._hello is None or who.device in self._context.hub.removed:
            raise Refusal("reauth", "signed-out", 0, 401)
        place = self._places.get(space_id)
        if place is None:
            if len(self._places) >= LIMITS.spaces:
                raise Refusal("permanent", "too-large")
            place = await queries.place_of(self._context.reader, space_id, who.account, who.device, who.device_id)
            self._places[space_id] = place
        elif (place.space, who.account) in self._context.hub.left:
            raise Refusal("permanent", "not-a-member", 0, 403)
        return place

    async def _subscribe(self, frame: frames.Subscribe) -> None:
        place = await self._place(frame.space)
        self._subscribed.add(place.space)
        self._context.hub.subscribe(place.space, self._listener)

    async def _pull(self, frame: frames.Pull) -> None:
        place = await self._place(frame.space)
        if not 0 <= frame.after <= LARGEST:
            raise Refusal("permanent", "malformed")
        items = await queries.entries_after(self._context.reader, place, frame.after, min(frame.max_bytes, PULL_BYTES))
        head = await queries.head_of(self._context.reader, place)
        last = items[-1].seq if items else frame.after
        self._listener.say(Entries(frame.id, frame.space, frame.after + 1, last, items, head))

    async def _read(self, frame: frames.Read) -> None:
        place = await self._place(frame.space)
        items = await queries.newest_of(self._context.reader, place, frame.document, READ_BYTES)
        self._listener.say(Document(frame.id, frame.space, items))

    async def _push(self, frame: frames.Push) -> None:
        place = await self._place(frame.space)
        if len(frame.envelopes) > LIMITS.push_entries:
            raise Refusal("permanent", "too-large")
        now = now_ms()
        quota = self._context.settings.quota_bytes
        stored = await self._context.writer.write(
            lambda connection: queries.append(connection, place, frame.envelopes, now, quota)
        )
        if stored.new:
            self._tell_others(place, stored, now)  # somebody may be looking at the other phone
            if any(is_message(envelope) for envelope in stored.new):
                listening = {listener.device for listener in self._context.hub.others(place.space, self._listener)}
                self._context.ringer.written(place.space, place.account, listening)
        for index, refusal in stored.refusals:
            self._listener.say(refusal.frame(frame.id, index))
        self._listener.say(Pushed(frame.id, frame.space, stored.seqs, now))

    async def _prune(self, frame: frames.Prune) -> None:
        place = await self._place(frame.space)
        if not 0 < frame.snapshot <= LARGEST or any(not 0 < seq <= LARGEST for seq in frame.seqs):
            raise Refusal("permanent", "malformed")
        for at in range(0, len(frame.seqs) or 1, PRUNE_ENTRIES):
            some = frame.seqs[at : at + PRUNE_ENTRIES]
            await self._context.writer.write(partial(queries.prune, place=place, snapshot=frame.snapshot, seqs=some))
        self._listener.say(Pruned(frame.id, frame.space))

    def _tell_others(self, place: queries.Place, stored: queries.Stored, now: int) -> None:
        others = self._context.hub.others(place.space, self._listener)
        if not others:
            return
        head = stored.first + len(stored.new) - 1
        items = [Entry(stored.first + at, place.device_id, now, envelope) for at, envelope in enumerate(stored.new)]
        data = encode(Entries(0, place.space_id, stored.first, head, items, head))
        for listener in others:
            listener.offer(place.space_id, data, head)
