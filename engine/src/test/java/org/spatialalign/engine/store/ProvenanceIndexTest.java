package org.spatialalign.engine.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spatialalign.engine.core.ContentHash;
import org.spatialalign.engine.prefer.PairSet;
import org.spatialalign.engine.prefer.PreferencePair;
import org.spatialalign.engine.prompt.DsrType;

/** What can be asked of one clip or one LoRA without reading everything. */
class ProvenanceIndexTest {

    private static final Migrations BEFORE = new Migrations(
            List.of("V1__project.sql", "V2__job_place.sql", "V3__generation.sql", "V4__pairs.sql", "V5__prompts.sql"));

    private static PairSet set(String name, String... clips) {
        PreferencePair pair = new PreferencePair(
                "p",
                "A cat.",
                DsrType.of("LR"),
                clips[0],
                clips[1],
                false,
                0.9,
                0.1,
                0.8,
                PreferencePair.Source.SCORE,
                List.of(),
                null,
                List.of(),
                "",
                "");
        return PairSet.of(name, PairSet.Policy.SCORE, null, "paper", Instant.EPOCH, List.of(pair));
    }

    @Test
    void aClipKnowsItsSets(@TempDir Path folder) throws Exception {
        try (Project project = Project.create(folder.resolve("p"))) {
            project.pairSets().add(set("one", "a", "b"));
            project.pairSets().add(set("two", "c", "a"));
            assertThat(project.pairSets().namesWith("a")).containsExactly("one", "two");
            assertThat(project.pairSets().namesWith("b")).containsExactly("one");
            assertThat(project.pairSets().namesWith("z")).isEmpty();
        }
    }

    @Test
    void setsAndLorasOfOlderProjectsAreFound(@TempDir Path folder) throws Exception {
        ContentHash lora = ContentHash.ofText("lora");
        Path old = folder.resolve("p");
        ProjectCreation.create(old, BEFORE);
        try (Project project = Project.open(old, Project.Access.WRITE, BEFORE)) {
            String clip = Fixtures.addClip(project, folder, 1).id();
            String other = Fixtures.addClip(project, folder, 2).id();
            project.database().write(h -> {
                h.execute(
                        "INSERT INTO pair_set (name, hash, policy, pairs, created_at, content) VALUES (?,?,?,?,?,?)",
                        "one",
                        "x",
                        "SCORE",
                        1,
                        Instant.EPOCH.toString(),
                        Rows.json(set("one", "a", "b")));
                h.execute(
                        "INSERT INTO pair_set (name, hash, policy, pairs, created_at, content) VALUES (?,?,?,?,?,?)",
                        "damaged",
                        "x",
                        "SCORE",
                        1,
                        Instant.EPOCH.toString(),
                        "{");
                String recipe = "{\"recipe\": {\"lora\": {\"name\": \"l\", \"hash\": \"" + lora.hex() + "\"}}}";
                for (String id : List.of(clip, other)) {
                    h.execute(
                            "INSERT INTO generation (clip_id, recipe_hash, prompt, seed, recipe, created_at)"
                                    + " VALUES (?,?,?,?,?,?)",
                            id,
                            ContentHash.ofText(id).hex(),
                            "",
                            1,
                            id.equals(clip) ? recipe : "{",
                            Instant.EPOCH.toString());
                }
                return clip;
            });
        }
        try (Project project = Project.open(old, Project.Access.WRITE)) {
            assertThat(project.pairSets().namesWith("a")).containsExactly("one");
            assertThat(project.generations().loras()).containsEntry(lora, "l").hasSize(1);
            assertThat(project.generations().recipesWith(lora)).hasSize(1);
        }
    }
}
