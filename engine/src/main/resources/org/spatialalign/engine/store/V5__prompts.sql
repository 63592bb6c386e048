-- What a sentence was made of and how; both empty where a prompt came with its sentence only.
ALTER TABLE prompt ADD COLUMN verb TEXT NOT NULL DEFAULT '';
ALTER TABLE prompt ADD COLUMN template TEXT NOT NULL DEFAULT '';

-- The words prompts are made from; one row, with the name 'project'.
CREATE TABLE vocabulary (
    name    TEXT PRIMARY KEY,
    content TEXT NOT NULL
);

-- Named lists of prompts. A version is a draft until it is frozen, and never changes afterwards.
CREATE TABLE prompt_set (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    name       TEXT NOT NULL,
    version    INTEGER NOT NULL,
    purpose    TEXT NOT NULL CHECK (purpose IN ('TRAIN', 'EVAL', 'OTHER')),
    created_at TEXT NOT NULL,
    frozen_at  TEXT,
    hash       TEXT,
    UNIQUE (name, version)
);

-- content is the prompt as it was when the set was frozen; a draft has what the project's prompts say now.
CREATE TABLE prompt_set_member (
    set_id    INTEGER NOT NULL REFERENCES prompt_set (id) ON DELETE CASCADE,
    position  INTEGER NOT NULL,
    prompt_id TEXT NOT NULL,
    content   TEXT,
    PRIMARY KEY (set_id, position),
    UNIQUE (set_id, prompt_id)
) WITHOUT ROWID;

CREATE TRIGGER frozen_set_stays BEFORE UPDATE ON prompt_set WHEN OLD.frozen_at IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'a frozen set of prompts is never changed'); END;
CREATE TRIGGER frozen_set_is_kept BEFORE DELETE ON prompt_set WHEN OLD.frozen_at IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'a frozen set of prompts is never changed'); END;
CREATE TRIGGER frozen_set_gets_none BEFORE INSERT ON prompt_set_member
WHEN (SELECT frozen_at FROM prompt_set WHERE id = NEW.set_id) IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'a frozen set of prompts is never changed'); END;
CREATE TRIGGER frozen_set_changes_none BEFORE UPDATE ON prompt_set_member
WHEN (SELECT frozen_at FROM prompt_set WHERE id = OLD.set_id) IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'a frozen set of prompts is never changed'); END;
CREATE TRIGGER frozen_set_loses_none BEFORE DELETE ON prompt_set_member
WHEN (SELECT frozen_at FROM prompt_set WHERE id = OLD.set_id) IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'a frozen set of prompts is never changed'); END;
