-- What a project gives out to all who have its code: the newest of each kind. A letter may be of kind 6, a suggestion.
CREATE TABLE leaflet (
    id      INTEGER PRIMARY KEY,
    project INTEGER NOT NULL REFERENCES project (id),
    kind    INTEGER NOT NULL, -- 1 ideas, 2 words, 3 help, 4 board
    version INTEGER NOT NULL, -- from 1
    leaflet BLOB NOT NULL,    -- signed MessagePack, kept byte for byte
    UNIQUE (project, kind)
) STRICT;

-- Who would like what stands on a board, too.
CREATE TABLE wish (
    project    INTEGER NOT NULL REFERENCES project (id),
    suggestion BLOB NOT NULL, -- the id of its letter
    account    INTEGER NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    PRIMARY KEY (project, suggestion, account)
) STRICT, WITHOUT ROWID;
CREATE INDEX wish_account ON wish (account, project);
