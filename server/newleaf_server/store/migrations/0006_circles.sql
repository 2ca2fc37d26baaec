-- Invitations to a circle: who answered waits until the host's phone lets them in.
ALTER TABLE invitation ADD COLUMN circle INTEGER;                         -- space.id; NULL: it opens a talk of two
ALTER TABLE invitation ADD COLUMN guest INTEGER REFERENCES account (id);  -- who answered; NULL: nobody yet
ALTER TABLE invitation ADD COLUMN answer BLOB;                            -- sealed for the host; NULL once they are in
CREATE INDEX invitation_circle ON invitation (circle, guest) WHERE circle IS NOT NULL;
