"""A project as bare devices keep it, for what the server does with it."""

from __future__ import annotations

import secrets

import msgspec
from bare_talk import root
from caller import new_id

from newleaf_sync import letter, suite
from newleaf_sync.letter import Heading
from newleaf_sync.project import CardWorker, Project, ProjectCard, Worker, extend, make


def aek_seed(device):
    return device.vault.open_keybag().aek_seeds[0]


class Place:
    """A project with the people who work for it, as the phone of its founder knows it."""

    def __init__(self, founder, role=3, name="Vocation Matters"):
        self.founder, self.name = founder.sign_in(), name
        self.people = [(founder, role)]
        self.log: list[bytes] = []
        self.project: Project | None = None
        self.card = b""

    def entry(self, who, people, card):
        workers = [Worker(one.account, root(one), role) for one, role in people]
        made = {"author": who.account, "device_id": who.id, "dsk_seed": who.vault.signing_seed}
        return make(self.project, workers, card, **made, salt=secrets.token_bytes(32))

    def card_of(self, people, linked=()):
        workers = [CardWorker(one.account, f"N{at}", "", suite.xwing_public(aek_seed(one))) for at, (one, _) in people]
        workers.sort(key=lambda one: one.account_id)
        return ProjectCard(self.name, "Come as you are.", tuple(workers), linked)

    def found(self, token=b"", who=None):
        who = who or self.founder
        card = msgspec.msgpack.encode(self.card_of(list(enumerate(self.people))))
        entry = self.entry(who, self.people, card)
        answer = who.call("POST", "/api/projects", [entry, card, token])
        if answer[0] == 201:
            self._keep(entry, card)
        return answer

    def change(self, people, who=None, entry=None, card=None):
        who = who or self.founder
        card = msgspec.msgpack.encode(self.card_of(list(enumerate(people)))) if card is None else card
        entry = entry or self.entry(who, people, card or self.card)
        answer = who.call("POST", "/api/projects/change", [self.project.project_id, entry, card])
        if answer[0] == 200:
            self._keep(entry, card or self.card)
            self.people = people
        return answer

    def _keep(self, entry, card):
        before = [one for one, _ in self.people]  # one of them made it
        keys = {(one.account, one.id): suite.ed25519_public(one.vault.signing_seed) for one in before}
        self.project = extend(self.project, entry, lambda account, device: keys.get((account, device)))
        self.log.append(entry)
        self.card = card

    def write(self, who, kind, to, *, about=letter.NONE, body=b"\x90", letter_id=None):
        heading = Heading(letter_id or new_id(), self.project.project_id, kind, about)
        recipients = {one.account: suite.xwing_public(aek_seed(one)) for one in to}
        made = {"author": who.account, "device_id": who.id, "dsk_seed": who.vault.signing_seed}
        blob, wraps = letter.seal(heading, recipients, body, **made, key=secrets.token_bytes(32))
        sent = [heading.letter_id, heading.project_id, kind, about, blob, wraps]
        return (heading, *who.call("POST", "/api/letters", sent))
