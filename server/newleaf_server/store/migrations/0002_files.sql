-- Photos of journal pages. Their sealed chunks lie on disk: files/<first 2 hex digits>/<file id in hex>/<idx>.
CREATE TABLE file_chunk (
    file_id BLOB NOT NULL,    -- 16 random bytes, chosen by the phone
    idx     INTEGER NOT NULL, -- 0, 1, 2 ... below 64
    account INTEGER NOT NULL REFERENCES account (id), -- owner: all chunks of a file have the same
    bytes   INTEGER NOT NULL, -- of the sealed chunk; counts into account.stored_bytes
    PRIMARY KEY (file_id, idx)
) STRICT, WITHOUT ROWID;
CREATE INDEX file_chunk_account ON file_chunk (account);

-- Files whose rows are gone and whose folders are still to be removed.
CREATE TABLE file_gone (
    file_id BLOB PRIMARY KEY
) STRICT, WITHOUT ROWID;
