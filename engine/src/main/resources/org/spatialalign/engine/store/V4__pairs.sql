-- What annotators said and took back; content is the whole event as JSON, uid its hash. What counts is derived.
CREATE TABLE verdict_event (
    seq         INTEGER PRIMARY KEY AUTOINCREMENT,
    uid         TEXT NOT NULL UNIQUE,
    kind        TEXT NOT NULL CHECK (kind IN ('verdict', 'take_back')),
    first_clip  TEXT,
    second_clip TEXT,
    annotator   TEXT NOT NULL,
    at          TEXT NOT NULL,
    content     TEXT NOT NULL
);
CREATE INDEX verdict_event_by_annotator ON verdict_event (annotator, at);

CREATE TRIGGER verdict_event_stays BEFORE UPDATE ON verdict_event
BEGIN SELECT RAISE(ABORT, 'verdicts are only ever added'); END;
CREATE TRIGGER verdict_event_is_kept BEFORE DELETE ON verdict_event
BEGIN SELECT RAISE(ABORT, 'verdicts are only ever added'); END;

-- The pairs that one annotator is asked to judge.
CREATE TABLE pair_share (
    id         TEXT PRIMARY KEY,
    annotator  TEXT NOT NULL,
    created_at TEXT NOT NULL,
    content    TEXT NOT NULL
);

-- The pairs of a training, as they were when they were put together.
CREATE TABLE pair_set (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    name       TEXT NOT NULL UNIQUE,
    hash       TEXT NOT NULL,
    policy     TEXT NOT NULL,
    pairs      INTEGER NOT NULL,
    created_at TEXT NOT NULL,
    content    TEXT NOT NULL
);
CREATE TRIGGER pair_set_stays BEFORE UPDATE ON pair_set
BEGIN SELECT RAISE(ABORT, 'a set of pairs is never changed'); END;
