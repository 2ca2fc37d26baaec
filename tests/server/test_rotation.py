"""A phone that was taken off: it opens nothing that is written from then on, whoever helps it, and nothing is lost."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import msgspec
import pytest
from clients import second, texts

from newleaf_sync import envelope, identity
from newleaf_sync.client import Client, account
from newleaf_sync.errors import Declined, KeybagMismatch, UnknownEpoch
from newleaf_sync.keybag import open_keybag

if TYPE_CHECKING:
    from pathlib import Path

DAY = "2026-11-20"


class Family:
    """One person's phones, all caught up."""

    def __init__(self, url: str, folder: Path) -> None:
        self.url, self.folder = url, folder

    async def begin(self) -> Family:
        self.one = await Client.create(self.url, self.folder / "one.db")
        self.one.add_leaf("rested", "dwell", DAY, "first")
        await self.one.sync_until_quiet()
        self.two = await second(self.one, self.folder / "two.db")
        self.lost = await second(self.one, self.folder / "lost.db")
        self.lost.add_leaf("rested", "dwell", DAY, "of the lost one")
        await self.sync(self.lost, self.two, self.one)
        return self

    async def sync(self, *clients: Client) -> None:
        for client in clients:
            await client.sync_until_quiet()

    def close(self) -> None:
        for client in (self.one, self.two, self.lost):
            client.close()


def with_family(new_server, tmp_path, story) -> None:
    server = new_server()

    async def tell() -> None:
        family = await Family(server.url, tmp_path).begin()
        await story(family)
        family.close()

    asyncio.run(tell())


def test_what_is_written_after_a_phone_was_taken_off_is_closed_to_it(new_server, tmp_path):
    async def story(family: Family) -> None:
        kept = family.lost.vault
        await family.one.take_off(family.lost.vault.device_id)
        family.one.add_leaf("rested", "dwell", DAY, "after")
        await family.sync(family.one, family.two)
        assert texts(family.two) == ["after", "first", "of the lost one"]
        assert family.one.alarms == family.two.alarms == []
        # A server that hands it everything: the newest log, keybag and entries.
        helped = msgspec.structs.replace(
            kept,
            log=family.one.vault.log,
            keybag_version=family.one.vault.keybag_version,
            keybag=family.one.vault.keybag,
        )
        with pytest.raises(KeybagMismatch, match="not sealed to"):
            helped.open_keybag()
        sealed = family.one.diary.save("days/2026-11", [])
        row = next(row for row in family.one.diary.outbox.entries() if row.counter == sealed)
        known = family.one.diary.identity.devices
        with pytest.raises(UnknownEpoch):
            envelope.open_envelope(row.envelope, family.lost.diary.space_keys, known)

    with_family(new_server, tmp_path, story)


def test_it_cannot_come_back_with_the_key_that_signed_the_log(new_server, tmp_path):
    async def story(family: Family) -> None:
        old = family.lost.vault.open_keybag().aik_seed
        await family.one.take_off(family.lost.vault.device_id)
        known = family.one.vault.identity()
        with pytest.raises(Exception, match="not this account's identity key"):
            identity.add_device(known, old, bytes(16), bytes(32), bytes(1216), 0)

    with_family(new_server, tmp_path, story)


def test_what_waits_on_another_phone_is_sealed_again_and_arrives_once(new_server, tmp_path):
    async def story(family: Family) -> None:
        for words in ("waiting one", "waiting two"):
            family.two.add_leaf("rested", "dwell", DAY, words)
        await family.one.take_off(family.lost.vault.device_id)
        family.two.add_leaf("rested", "dwell", DAY, "waiting three")
        await family.sync(family.two)
        family.two.add_leaf("rested", "dwell", DAY, "later")
        await family.sync(family.two, family.one)
        everything = ["first", "later", "of the lost one", "waiting one", "waiting three", "waiting two"]
        assert texts(family.one) == texts(family.two) == everything
        assert family.one.alarms == family.two.alarms == []
        assert not family.two.diary.outbox.set_aside

    with_family(new_server, tmp_path, story)


def test_what_the_lost_phone_wrote_last_is_taken_before_it_is_taken_off(new_server, tmp_path):
    async def story(family: Family) -> None:
        family.lost.add_leaf("rested", "dwell", DAY, "its last word")
        await family.sync(family.lost)
        # This phone has not heard of it: the server does not let it be cut off.
        head = family.one.diary.replica.heads[family.lost.vault.device_id]
        pin = identity.Pin(head.counter, head.hash)
        with pytest.raises(Declined, match="log-moved"):
            await account.take_off(family.one.api, family.one.vault, family.lost.vault.device_id, pin)
        await family.one.take_off(family.lost.vault.device_id)
        assert "its last word" in texts(family.one)
        with pytest.raises(Declined):
            await family.sync(family.lost)

    with_family(new_server, tmp_path, story)


def test_coming_back_with_the_card_changes_all_keys(new_server, tmp_path):
    async def story(family: Family) -> None:
        words = await family.one.set_card()
        before = family.one.vault.open_keybag()
        back = await Client.recover(family.url, family.folder / "back.db", words)
        back.add_leaf("rested", "dwell", DAY, "back again")
        await family.sync(back, family.two, family.one)
        assert texts(family.one) == texts(family.two) == ["back again", "first", "of the lost one"]
        after = family.one.vault.open_keybag()
        assert (family.one.diary.identity.epoch, back.diary.identity.epoch) == (2, 2)
        assert after.aik_seed != before.aik_seed
        assert after.aek_seeds[1] == before.aek_seeds[0]
        await family.one.take_off(family.lost.vault.device_id)
        again = await Client.recover(family.url, family.folder / "again.db", words)  # the same card opens the newest
        await family.sync(again)
        assert texts(again) == texts(family.one)
        for client in (back, again):
            client.close()

    with_family(new_server, tmp_path, story)


def test_a_keybag_of_before_is_not_put_back(new_server, tmp_path):
    async def story(family: Family) -> None:
        vault = family.one.vault
        await family.one.take_off(family.lost.vault.device_id)
        now = family.one.vault
        with pytest.raises(KeybagMismatch):
            open_keybag(vault.keybag, vault.keybag_version, now.device_id, now.sealing_seed, now.identity())

    with_family(new_server, tmp_path, story)
