-- What this server proves itself with to push services (RFC 8292). Made at the first start.
CREATE TABLE push_key (
    one     INTEGER PRIMARY KEY CHECK (one = 1),
    private BLOB NOT NULL -- P-256, 32 bytes
) STRICT;

-- Phones whose person asked for a note when somebody writes.
CREATE TABLE note (
    device   INTEGER PRIMARY KEY REFERENCES device (id),
    account  INTEGER NOT NULL REFERENCES account (id),
    endpoint TEXT NOT NULL,    -- of the push service, for this phone alone
    public   BLOB NOT NULL,    -- P-256, 65 bytes: what is pushed is sealed to it
    auth     BLOB NOT NULL,    -- 16 bytes, as above
    words    TEXT NOT NULL,    -- what the lock screen shows, in the person's language: the same every time
    ahead    INTEGER NOT NULL, -- minutes that the phone's clock is ahead of UTC
    from_    INTEGER NOT NULL, -- minutes of the phone's day; before that, and from `until` on, is night
    until    INTEGER NOT NULL,
    most     INTEGER NOT NULL, -- notes a day
    day      INTEGER NOT NULL DEFAULT 0, -- the phone's day (since 1970) in which `sent` were sent
    sent     INTEGER NOT NULL DEFAULT 0,
    waiting  INTEGER NOT NULL DEFAULT 0, -- 1: somebody wrote
    told     INTEGER NOT NULL DEFAULT 0  -- 1: a note is there; no other comes before the app was opened
) STRICT;
CREATE INDEX note_account ON note (account);
