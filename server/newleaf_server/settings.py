"""Settings: one frozen record, from NEWLEAF_* in the environment and from the command line, which wins."""

from __future__ import annotations

import difflib
import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import msgspec

from newleaf_server.errors import CannotStart

if TYPE_CHECKING:
    from collections.abc import Mapping

PREFIX = "NEWLEAF_"
NOT_OURS = frozenset(
    {
        "NEWLEAF_SEEDS",
        "NEWLEAF_SEED",
        "NEWLEAF_KILLS",
        "NEWLEAF_NO_SKIPS",
        "NEWLEAF_OWN_NODE",
        "NEWLEAF_PYTHON",
        "NEWLEAF_ROOT",
    }
)
"""Names that tests and the setting up use."""


class Settings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    host: str = "127.0.0.1"
    port: Annotated[int, msgspec.Meta(ge=0, le=65535)] = 8000
    data: Path = Path("data")  # folder of the database; made if missing
    origins: str = ""  # addresses that people type, separated by commas; sign-in is bound to them
    name: str = "Newleaf"  # what the app may call this installation
    source: Annotated[str, msgspec.Meta(pattern=r"^(https?://\S+)?$")] = ""  # where its source can be had (AGPL, 13)
    quota_bytes: Annotated[int, msgspec.Meta(ge=0, le=2**53)] = 1024**3  # an account's envelopes on the server
    most_pages: Annotated[int, msgspec.Meta(ge=0, le=2**31)] = 0  # of 4 KiB in the database; 0: the disk's size
    push_services: str = ""  # more addresses (https://host) that notes may go to, separated by commas
    projects: Literal["anyone", "link"] = "anyone"  # who may make one: a link is had from `newleaf project create`
    client: str = ""  # folder of the built client; empty: the packaged or the checkout's
    log_level: Literal["debug", "info", "warning", "error"] = "info"

    def all_origins(self) -> frozenset[str]:
        """The origins a proof may be bound to; loopback names where nothing is set."""
        if self.origins:
            return frozenset(origin.strip().rstrip("/") for origin in self.origins.split(","))
        return frozenset(f"http://{host}:{self.port}" for host in ("127.0.0.1", "localhost", self.host))

    def secure_cookies(self) -> bool:
        return all(origin.startswith("https://") for origin in self.all_origins())


def read_settings(given: Mapping[str, Any], environment: Mapping[str, str] | None = None) -> Settings:
    """`given`: from the command line, None where not said. Raises CannotStart for a misspelt name or a wrong value."""
    environment = os.environ if environment is None else environment
    names = [field.name for field in msgspec.structs.fields(Settings)]
    values: dict[str, Any] = {}
    for key, value in environment.items():
        if key.startswith(PREFIX) and key not in NOT_OURS:
            values[_known(key, names)] = value
    values.update({name: value for name, value in given.items() if value is not None})
    try:
        return msgspec.convert(values, Settings, strict=False, dec_hook=_path)
    except msgspec.ValidationError as error:
        raise CannotStart(f"A setting is not right: {error}.") from None


def _path(wanted: type, value: str) -> Path:
    if wanted is not Path or not value:
        raise ValueError("a folder is needed")
    return Path(value)


def _known(key: str, names: list[str]) -> str:
    name = key.removeprefix(PREFIX).lower()
    if name in names:
        return name
    close = difflib.get_close_matches(name, names, n=1)
    hint = f" Did you mean {PREFIX}{close[0].upper()}?" if close else ""
    raise CannotStart(f"{key} is no setting of Newleaf.{hint}")
