"""What is derived from the keys of a space (PROTOCOL.md section 3)."""

from __future__ import annotations

from newleaf_sync import suite
from newleaf_sync.encoding import u32


def envelope_key(space_key: bytes, space_id: bytes, epoch: int) -> bytes:
    return suite.hkdf(space_key, "newleaf/v1/space/env", space_id, u32(epoch))


def document_id(key: bytes, space_id: bytes, name: str) -> bytes:
    """Give the id that two phones find apart from each other; it says nothing without the key.

    That of epoch 1; in a circle, whose members need not have that, the key of the entry's own epoch.
    """
    return suite.hkdf(key, "newleaf/v1/space/document", space_id, name.encode())[:16]


def tree_seed(first_key: bytes, space_id: bytes) -> bytes:
    return suite.hkdf(first_key, "newleaf/v1/space/tree", space_id)[:16]
