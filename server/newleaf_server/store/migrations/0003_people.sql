-- Who reads and writes in a space: of a diary the person alone, of a talk everybody in it.
CREATE TABLE member (
    account INTEGER NOT NULL REFERENCES account (id),
    space   INTEGER NOT NULL, -- space.id
    here    INTEGER NOT NULL DEFAULT 1, -- 0 after they left: then they may still read that they did
    PRIMARY KEY (account, space)
) STRICT, WITHOUT ROWID;
CREATE INDEX member_space ON member (space);

-- A space outlives whoever founded it, as long as somebody is in it: `account` may be nobody.
CREATE TABLE space_next (
    id       INTEGER PRIMARY KEY,  -- short key
    space_id BLOB NOT NULL UNIQUE, -- chosen by the phone
    account  INTEGER REFERENCES account (id), -- who founded it
    kind     TEXT NOT NULL,        -- 'self', 'talk'
    epoch    INTEGER NOT NULL,     -- the key generation that new entries must use
    head     INTEGER NOT NULL DEFAULT 0 -- seq of the newest entry
) STRICT;
INSERT INTO space_next SELECT id, space_id, account, kind, epoch, head FROM space;
CREATE TABLE author_next (
    space   INTEGER NOT NULL, -- space.id
    device  INTEGER NOT NULL REFERENCES device (id),
    counter INTEGER NOT NULL, -- of its newest entry
    seq     INTEGER NOT NULL, -- of its newest entry
    PRIMARY KEY (space, device)
) STRICT, WITHOUT ROWID;
INSERT INTO author_next SELECT space, device, counter, seq FROM author;
DROP TABLE author;
DROP TABLE space;
ALTER TABLE space_next RENAME TO space;
ALTER TABLE author_next RENAME TO author;
INSERT INTO member (account, space) SELECT account, id FROM space;

-- The membership log of each shared space, signed by its members.
CREATE TABLE membership_entry (
    space INTEGER NOT NULL, -- space.id
    seq   INTEGER NOT NULL, -- 0, 1, 2 ...; its epoch is one more
    entry BLOB NOT NULL,    -- signed MessagePack, kept byte for byte
    PRIMARY KEY (space, seq)
) STRICT, WITHOUT ROWID;

-- The key of each epoch, sealed to each member of then.
CREATE TABLE wrap (
    account INTEGER NOT NULL REFERENCES account (id),
    space   INTEGER NOT NULL, -- space.id
    epoch   INTEGER NOT NULL,
    wrap    BLOB NOT NULL,    -- HPKE, to the account's own key
    PRIMARY KEY (account, space, epoch)
) STRICT, WITHOUT ROWID;

-- Invitations to talk. Their secret stands in the link alone.
CREATE TABLE invitation (
    invitation_id BLOB PRIMARY KEY, -- chosen by the phone
    account       INTEGER NOT NULL REFERENCES account (id), -- who invites
    auth_hash     BLOB NOT NULL,    -- SHA-256 of what whoever holds the link can show
    card          BLOB NOT NULL,    -- sealed: who invites, in their own words
    expires       INTEGER NOT NULL,
    space         INTEGER,          -- space.id that it opened; NULL: not used yet
    proof         BLOB              -- for the inviter: whoever used it held the link
) STRICT, WITHOUT ROWID;
CREATE INDEX invitation_account ON invitation (account);
