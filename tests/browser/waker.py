"""Chromium's service worker, woken as the browser itself would wake it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from phone import Phone

PATIENCE_S = 15


class Waker:
    """Does what Chromium does when it finds a network: wakes the service worker for what it was asked for."""

    def __init__(self, phone: Phone) -> None:
        self._page = phone.context.new_page()  # empty, and no page of the app
        self._origin = phone.url
        self._devtools = phone.context.new_cdp_session(self._page)
        self._known: list[str] = []
        self._devtools.on("ServiceWorker.workerRegistrationUpdated", self._note)
        self._devtools.send("ServiceWorker.enable")
        self.wait(lambda: self._known)

    def _note(self, event) -> None:
        self._known += [one["registrationId"] for one in event["registrations"] if not one["isDeleted"]]

    def wake(self) -> None:
        event = {"origin": self._origin, "registrationId": self._known[-1], "tag": "outbox", "lastChance": False}
        self._devtools.send("ServiceWorker.dispatchSyncEvent", event)

    def push(self, data: str) -> None:
        """What a push service brings, once the browser has opened it."""
        self._devtools.send(
            "ServiceWorker.deliverPushMessage",
            {"origin": self._origin, "registrationId": self._known[-1], "data": data},
        )

    def wait(self, until) -> None:
        for _ in range(PATIENCE_S * 20):
            if until():
                return
            self._page.wait_for_timeout(50)
        raise AssertionError("it did not come to pass")

    def pause(self) -> None:
        """Long enough for a worker that should send nothing to have sent it."""
        self._page.wait_for_timeout(1500)
