-- Times are ISO-8601 text in UTC. JSON is text. A hash is SHA-256 in lower-case hexadecimal.

CREATE TABLE prompt (
    prompt_id      TEXT PRIMARY KEY,
    type           TEXT NOT NULL,
    animal         TEXT NOT NULL,
    object         TEXT NOT NULL,
    scene          TEXT NOT NULL,
    initial_phrase TEXT NOT NULL,
    final_phrase   TEXT NOT NULL,
    sentence       TEXT NOT NULL,
    grouping       TEXT NOT NULL,
    source_file    TEXT NOT NULL,
    added_at       TEXT NOT NULL
);

-- prompt_id is no foreign key: clips may come before their prompt list.
-- input_hash says what a score of this clip would be computed from now; see ScoreInputs.
CREATE TABLE clip (
    id          TEXT PRIMARY KEY,
    hash        TEXT NOT NULL UNIQUE,
    model       TEXT NOT NULL,
    prompt_id   TEXT,
    seed        INTEGER,
    file_name   TEXT NOT NULL,
    path        TEXT NOT NULL,
    bytes       INTEGER NOT NULL,
    width       INTEGER NOT NULL,
    height      INTEGER NOT NULL,
    frame_rate  REAL NOT NULL,
    frame_count INTEGER NOT NULL,
    problem     TEXT,
    imported_at TEXT NOT NULL,
    input_hash  TEXT NOT NULL DEFAULT ''
);
CREATE INDEX clip_by_prompt ON clip (prompt_id);

CREATE TABLE seed (
    clip_id    TEXT PRIMARY KEY REFERENCES clip (id) ON DELETE CASCADE,
    boxes      TEXT NOT NULL,
    source     TEXT NOT NULL,
    changed_at TEXT NOT NULL
);

-- Dense machine boxes; never updated, a new tracking run adds a row.
CREATE TABLE track (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    clip_id    TEXT NOT NULL REFERENCES clip (id) ON DELETE CASCADE,
    source     TEXT NOT NULL,
    tracks     TEXT NOT NULL,
    hash       TEXT NOT NULL,
    recipe     TEXT NOT NULL,
    created_at TEXT NOT NULL,
    UNIQUE (clip_id, id)
);

-- The current state of a clip's boxes: which machine boxes, and what people changed on top.
CREATE TABLE annotation (
    clip_id     TEXT PRIMARY KEY REFERENCES clip (id) ON DELETE CASCADE,
    track_id    INTEGER,
    corrected   INTEGER NOT NULL,
    corrections TEXT NOT NULL,
    FOREIGN KEY (clip_id, track_id) REFERENCES track (clip_id, id)
) WITHOUT ROWID;

-- What tables of clips show of a score; the rest is in score_detail, so that such a table need not read it.
CREATE TABLE score (
    clip_id      TEXT NOT NULL REFERENCES clip (id) ON DELETE CASCADE,
    preset_id    TEXT NOT NULL,
    input_hash   TEXT NOT NULL,
    dsr_score    REAL,
    reason       TEXT,
    code_version TEXT NOT NULL,
    computed_at  TEXT NOT NULL,
    PRIMARY KEY (clip_id, preset_id)
) WITHOUT ROWID;

-- The whole outcome of a score: curve, terms, frames that did not count.
CREATE TABLE score_detail (
    clip_id   TEXT NOT NULL,
    preset_id TEXT NOT NULL,
    outcome   TEXT NOT NULL,
    PRIMARY KEY (clip_id, preset_id),
    FOREIGN KEY (clip_id, preset_id) REFERENCES score (clip_id, preset_id) ON DELETE CASCADE
);

-- Undo that survives a restart, and an audit trail: rows are never deleted.
CREATE TABLE edit (
    seq          INTEGER PRIMARY KEY AUTOINCREMENT,
    kind         TEXT NOT NULL,
    target       TEXT NOT NULL,
    label        TEXT NOT NULL,
    at           TEXT NOT NULL,
    author       TEXT NOT NULL,
    state_before TEXT NOT NULL,
    state_after  TEXT NOT NULL,
    state        TEXT NOT NULL CHECK (state IN ('DONE', 'UNDONE', 'DISCARDED'))
);
CREATE INDEX edit_by_state ON edit (state, seq);

CREATE TABLE saved_view (
    name       TEXT PRIMARY KEY,
    definition TEXT NOT NULL
);

CREATE TABLE ui_state (
    key   TEXT PRIMARY KEY,
    value TEXT NOT NULL
);

CREATE TABLE job (
    id               INTEGER PRIMARY KEY AUTOINCREMENT,
    kind             TEXT NOT NULL,
    version          INTEGER NOT NULL,
    title            TEXT NOT NULL,
    config           TEXT NOT NULL,
    seed             INTEGER NOT NULL,
    code_version     TEXT NOT NULL,
    state            TEXT NOT NULL,
    progress_done    INTEGER NOT NULL,
    progress_total   INTEGER NOT NULL,
    progress_unit    TEXT NOT NULL,
    progress_message TEXT NOT NULL,
    created_at       TEXT NOT NULL,
    started_at       TEXT,
    finished_at      TEXT,
    error            TEXT,
    summary          TEXT
);
