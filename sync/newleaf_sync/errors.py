"""Every error of the sync core, in one tree.

NewleafError
├── Declined                 a server said no to an HTTP call (`status`, `kind`, `code`)
├── Retired                  the person deleted everything; what was here is gone, too
├── Misuse                   our own caller handed in what the protocol forbids
└── Violation                bytes from elsewhere are not what the protocol says
    ├── Malformed            a size, magic, padding or text that cannot be
    │   └── BadFlags         a header whose flags are not zero
    ├── NotAuthentic         a seal, signature, HMAC or key did not check
    ├── Parked               cannot be read yet; keep it sealed and try again later
    │   ├── UnknownSuite
    │   ├── UnknownKind
    │   ├── UnknownEpoch
    │   └── NewerReader      its content asks for a newer program
    ├── LogBroken            an identity log that was not made by its rules
    ├── MembershipBroken     a membership log that was not made by its rules
    ├── ProjectBroken        a project's log or card that was not made by its rules
    ├── LeafletBroken        what a project is said to give out, and does not
    ├── KeybagMismatch       a keybag that is not the one the identity log names
    └── CardError            recovery words that cannot be right
        ├── WrongCount       not twelve words
        ├── WrongWord        one word is not in the list (`index` says which, from 0)
        └── WrongChecksum    all words are known, but not in this combination
"""

# ruff: noqa: N818 - "Misuse" and "WrongWord" are nouns already

from __future__ import annotations


class NewleafError(Exception):
    pass


class Retired(NewleafError):
    pass


class Misuse(NewleafError):
    pass


class Violation(NewleafError):
    pass


class Malformed(Violation):
    pass


class BadFlags(Malformed):
    pass


class NotAuthentic(Violation):
    """Says nothing of which check failed: an attacker must not learn it."""

    def __str__(self) -> str:
        return "not authentic"


class Parked(Violation):
    def __init__(self, what: int | str) -> None:
        super().__init__(what)
        self.what = what

    def __str__(self) -> str:
        return f"{type(self).__name__}: {self.what}"


class UnknownSuite(Parked):
    pass


class UnknownKind(Parked):
    pass


class UnknownEpoch(Parked):
    pass


class NewerReader(Parked):
    pass


class LogBroken(Violation):
    def __init__(self, seq: int, why: str) -> None:
        super().__init__(seq, why)
        self.seq = seq
        self.why = why

    def __str__(self) -> str:
        return f"identity log broken at entry {self.seq}: {self.why}"


class MembershipBroken(Violation):
    def __init__(self, seq: int, why: str) -> None:
        super().__init__(seq, why)
        self.seq = seq
        self.why = why

    def __str__(self) -> str:
        return f"membership log broken at entry {self.seq}: {self.why}"


class ProjectBroken(Violation):
    def __init__(self, seq: int, why: str) -> None:
        super().__init__(seq, why)
        self.seq = seq
        self.why = why

    def __str__(self) -> str:
        return f"project log broken at entry {self.seq}: {self.why}"


class LeafletBroken(Violation):
    pass


class KeybagMismatch(Violation):
    pass


class CardError(Violation):
    pass


class WrongCount(CardError):
    def __init__(self, count: int) -> None:
        super().__init__(count)
        self.count = count

    def __str__(self) -> str:
        return f"twelve words are needed, not {self.count}"


class WrongWord(CardError):
    def __init__(self, index: int) -> None:
        super().__init__(index)
        self.index = index

    def __str__(self) -> str:
        return f"word {self.index + 1} is not on the list"


class WrongChecksum(CardError):
    def __str__(self) -> str:
        return "these words do not belong together"


class Declined(NewleafError):
    """A server's refusal of an HTTP call."""

    def __init__(self, status: int, kind: str, code: str, text: str) -> None:
        super().__init__(status, kind, code, text)
        self.status = status
        self.kind = kind
        self.code = code
        self.text = text

    def __str__(self) -> str:
        return f"{self.status} {self.code}: {self.text}"
