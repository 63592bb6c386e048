-- Which sets of pairs a clip is in: asked of one clip, without reading the sets.
CREATE TABLE pair_set_clip (
    clip_id TEXT NOT NULL,
    set_id  INTEGER NOT NULL REFERENCES pair_set (id) ON DELETE CASCADE,
    PRIMARY KEY (clip_id, set_id)
) WITHOUT ROWID;

INSERT OR IGNORE INTO pair_set_clip (clip_id, set_id)
SELECT json_extract(p.value, '$.chosen'), s.id
FROM pair_set s, json_each(CASE WHEN json_valid(s.content) THEN s.content ELSE '{}' END, '$.pairs') p;
INSERT OR IGNORE INTO pair_set_clip (clip_id, set_id)
SELECT json_extract(p.value, '$.rejected'), s.id
FROM pair_set s, json_each(CASE WHEN json_valid(s.content) THEN s.content ELSE '{}' END, '$.pairs') p;

-- The LoRA that a clip was generated with, by the hash of its file.
ALTER TABLE generation ADD COLUMN lora TEXT
    GENERATED ALWAYS AS (CASE WHEN json_valid(recipe) THEN json_extract(recipe, '$.recipe.lora.hash') END) VIRTUAL;
CREATE INDEX generation_by_lora ON generation (lora);

CREATE INDEX clip_by_model ON clip (model);
CREATE INDEX prompt_set_member_by_prompt ON prompt_set_member (prompt_id);
CREATE INDEX verdict_event_by_first ON verdict_event (first_clip);
CREATE INDEX verdict_event_by_second ON verdict_event (second_clip);
CREATE INDEX edit_by_target ON edit (kind, target, seq);
