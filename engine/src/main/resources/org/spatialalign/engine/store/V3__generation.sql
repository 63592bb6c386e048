-- How a clip was generated. The recipe is also in the clip's file; here it can be searched.
CREATE TABLE generation (
    clip_id     TEXT PRIMARY KEY REFERENCES clip (id) ON DELETE CASCADE,
    recipe_hash TEXT NOT NULL,
    prompt      TEXT NOT NULL,
    seed        INTEGER NOT NULL,
    recipe      TEXT NOT NULL,
    latents     TEXT,
    created_at  TEXT NOT NULL
);
CREATE INDEX generation_by_recipe ON generation (recipe_hash);
