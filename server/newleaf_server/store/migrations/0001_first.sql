-- The first schema. Times are milliseconds since 1970 (UTC). Ids are 16 random bytes unless said.

-- One row: what this installation and this database are.
CREATE TABLE installation (
    instance_id BLOB NOT NULL,  -- permanent; recovery words are bound to it, so it survives a change of domain
    log_id      BLOB NOT NULL   -- the generation of all logs; new after a restore from backup
) STRICT;

CREATE TABLE account (
    id             INTEGER PRIMARY KEY,  -- short key for joins; never leaves the server
    account_id     BLOB NOT NULL UNIQUE, -- chosen by the phone
    keybag_version INTEGER NOT NULL,     -- grows by the identity log's keybag-changed
    keybag         BLOB NOT NULL,        -- sealed: the account's keys, which only its devices open
    stored_bytes   INTEGER NOT NULL DEFAULT 0 -- sum of its spaces' envelopes, for the quota
) STRICT;

-- The identity log: which devices an account has, signed by the account itself.
CREATE TABLE identity_entry (
    account INTEGER NOT NULL REFERENCES account (id),
    seq     INTEGER NOT NULL, -- 0 is genesis
    entry   BLOB NOT NULL,    -- signed MessagePack, kept byte for byte
    PRIMARY KEY (account, seq)
) STRICT, WITHOUT ROWID;

CREATE TABLE device (
    id        INTEGER PRIMARY KEY,  -- short key
    account   INTEGER NOT NULL REFERENCES account (id),
    device_id BLOB NOT NULL,        -- chosen by the device
    dsk       BLOB NOT NULL,        -- Ed25519 public key (32) that its sign-in is checked with
    revoked   INTEGER NOT NULL DEFAULT 0, -- 1 after revoke-device; its sessions end at once
    UNIQUE (account, device_id)
) STRICT;

CREATE TABLE session (
    token_hash BLOB PRIMARY KEY,  -- SHA-256 of the cookie's token; the token itself is nowhere
    account    INTEGER NOT NULL REFERENCES account (id),
    device     INTEGER REFERENCES device (id), -- NULL: signed in by recovery words, may only append to the log
    expires    INTEGER NOT NULL   -- moved on by use
) STRICT, WITHOUT ROWID;

CREATE TABLE recovery (
    account INTEGER PRIMARY KEY REFERENCES account (id),
    lookup  BLOB NOT NULL UNIQUE, -- derived from the words; says nothing about them
    auth    BLOB NOT NULL         -- Ed25519 public key (32) derived from the words
) STRICT;

CREATE TABLE space (
    id       INTEGER PRIMARY KEY,  -- short key
    space_id BLOB NOT NULL UNIQUE, -- chosen by the phone
    account  INTEGER NOT NULL REFERENCES account (id), -- owner: kind self has one
    kind     TEXT NOT NULL,        -- 'self'
    epoch    INTEGER NOT NULL,     -- the key generation that new entries must use
    head     INTEGER NOT NULL DEFAULT 0 -- seq of the newest entry
) STRICT;

-- What each device wrote last in a space: enough to answer a repeated push with its first seq.
CREATE TABLE author (
    space   INTEGER NOT NULL REFERENCES space (id),
    device  INTEGER NOT NULL REFERENCES device (id),
    counter INTEGER NOT NULL, -- of its newest entry
    seq     INTEGER NOT NULL, -- of its newest entry
    PRIMARY KEY (space, device)
) STRICT, WITHOUT ROWID;

-- The logs. A rowid table with one index: a WITHOUT ROWID log was measured at a quarter of the speed.
CREATE TABLE entry (
    space    INTEGER NOT NULL, -- space.id
    seq      INTEGER NOT NULL, -- 1, 2, 3 ... in its space
    device   INTEGER NOT NULL, -- device.id of the author
    counter  INTEGER NOT NULL, -- the author's own count in this space
    received INTEGER NOT NULL, -- the server's clock at the commit
    envelope BLOB NOT NULL     -- sealed; byte for byte what was pushed
) STRICT;
CREATE UNIQUE INDEX entry_place ON entry (space, seq);
