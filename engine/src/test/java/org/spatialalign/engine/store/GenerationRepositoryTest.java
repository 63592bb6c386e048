package org.spatialalign.engine.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spatialalign.engine.core.ContentHash;
import org.spatialalign.engine.core.Json;

class GenerationRepositoryTest {

    private static final ContentHash RECIPE = ContentHash.ofText("recipe");

    private static GenerationRecord made(String clip, String at) {
        return new GenerationRecord(
                clip,
                RECIPE,
                "A cat.",
                Long.MAX_VALUE,
                Json.object().put("steps", 50),
                Project.latentsPath(RECIPE),
                Instant.parse(at));
    }

    @Test
    void keepsHowAClipWasMadeOverARestart(@TempDir Path temp) throws Exception {
        Path folder = temp.resolve("p");
        GenerationRecord first;
        GenerationRecord second;
        try (Project project = Project.create(folder)) {
            String one = Fixtures.addClip(project, temp, 1).id();
            String two = Fixtures.addClip(project, temp, 2).id();
            String imported = Fixtures.addClip(project, temp, 3).id();
            first = made(one, "2025-03-04T05:06:07Z");
            second = made(two, "2025-03-04T05:06:08Z");
            project.generations().put(second);
            project.generations().put(first);
            project.generations().put(first);
            assertThat(project.generations().find(imported)).isEmpty();
        }
        try (Project project = Project.open(folder, Project.Access.READ_ONLY)) {
            assertThat(project.generations().find(first.clipId())).contains(first);
            assertThat(project.generations().ofRecipe(RECIPE)).containsExactly(first, second);
            assertThat(project.generations().all()).containsExactly(first, second);
            assertThat(project.generations().ofRecipe(ContentHash.ofText("other")))
                    .isEmpty();
            assertThat(project.resolve(Project.latentsPath(RECIPE)).getParent()).isDirectory();
        }
    }

    @Test
    void aClipThatIsNotThereHasNoRecipe(@TempDir Path temp) throws Exception {
        try (Project project = Project.create(temp.resolve("p"))) {
            assertThatThrownBy(() -> project.generations().put(made("nobody", "2025-03-04T05:06:07Z")))
                    .isInstanceOf(ProjectException.class)
                    .hasMessageContaining("nobody");
        }
    }
}
