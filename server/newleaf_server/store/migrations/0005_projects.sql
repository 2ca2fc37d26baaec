-- A project: who works for it is signed by its coordinators; what its card says anybody with the code may read.
CREATE TABLE project (
    id         INTEGER PRIMARY KEY,  -- short key
    project_id BLOB NOT NULL UNIQUE, -- the first entry's own hash
    code       TEXT NOT NULL UNIQUE, -- of its poster: the first 100 bits of it
    card       BLOB NOT NULL         -- MessagePack; the newest entry names its hash
) STRICT;

CREATE TABLE project_entry (
    project INTEGER NOT NULL REFERENCES project (id),
    seq     INTEGER NOT NULL,
    entry   BLOB NOT NULL, -- signed MessagePack, kept byte for byte
    PRIMARY KEY (project, seq)
) STRICT, WITHOUT ROWID;

-- As the newest entry says it.
CREATE TABLE worker (
    account INTEGER NOT NULL REFERENCES account (id),
    project INTEGER NOT NULL REFERENCES project (id),
    role    INTEGER NOT NULL, -- 1 coordinator, 2 supporter, 3 lead
    PRIMARY KEY (account, project)
) STRICT, WITHOUT ROWID;
CREATE INDEX worker_project ON worker (project);

-- Where projects are made by whom the operator asked: one link, one project.
CREATE TABLE project_link (
    token_hash BLOB PRIMARY KEY, -- SHA-256 of what the link carries
    expires    INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Sealed letters between a person and those who work for a project. The server knows who sent one, and to whom.
CREATE TABLE letter (
    id        INTEGER PRIMARY KEY,
    letter_id BLOB NOT NULL UNIQUE, -- chosen by the phone
    project   INTEGER NOT NULL REFERENCES project (id),
    kind      INTEGER NOT NULL, -- 1 hello, 2 offer, 3 concern, 4 report, 5 news of one of these
    about     INTEGER REFERENCES letter (id) ON DELETE CASCADE, -- what it answers
    author    INTEGER NOT NULL REFERENCES account (id),
    sent      INTEGER NOT NULL, -- ms, the hour of it
    blob      BLOB NOT NULL
) STRICT;
CREATE INDEX letter_author ON letter (author);
CREATE INDEX letter_about ON letter (about);

-- The key of a letter, sealed to each of those whom it is for.
CREATE TABLE letter_key (
    account INTEGER NOT NULL REFERENCES account (id),
    letter  INTEGER NOT NULL REFERENCES letter (id) ON DELETE CASCADE,
    wrap    BLOB NOT NULL, -- HPKE, to the account's own key
    PRIMARY KEY (account, letter)
) STRICT, WITHOUT ROWID;
CREATE INDEX letter_key_letter ON letter_key (letter);

-- How many letters somebody wrote in a day: those that were taken back count, too.
CREATE TABLE letters_written (
    account INTEGER NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    day     INTEGER NOT NULL, -- since 1970, UTC
    number  INTEGER NOT NULL,
    PRIMARY KEY (account, day)
) STRICT, WITHOUT ROWID;
