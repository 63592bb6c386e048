package org.spatialalign.engine.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ThreadsTest {

    private Path temp;

    @BeforeEach
    void folder(@TempDir Path folder) {
        temp = folder;
    }

    @Test
    void manyThreadsInTwoProjectsDoNotDisturbEachOther() throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(8);
        try (Project one = Project.create(temp.resolve("one"));
                Project two = Project.create(temp.resolve("two"))) {
            List<Callable<Integer>> tasks = new ArrayList<>();
            for (int t = 0; t < 4; t++) {
                int thread = t;
                for (Project project : List.of(one, two)) {
                    tasks.add(() -> work(project, thread));
                }
            }
            for (Future<Integer> task : pool.invokeAll(tasks)) {
                task.get();
            }
            for (Project project : List.of(one, two)) {
                // The same five contents from four threads.
                assertThat(project.clips().all()).hasSize(5);
                try (var files = Files.list(project.folder().resolve("clips"))) {
                    assertThat(files).hasSize(5);
                }
                assertThat(project.edits().history(1000)).hasSize(4 * 5 * 4);
                assertThat(project.prompts().all()).hasSize(4 * 5);
            }
        } finally {
            pool.shutdownNow();
        }
    }

    private int work(Project project, int thread) throws Exception {
        Random random = new Random(thread);
        Path source = temp.resolve("source-" + project.name() + "-" + thread);
        for (int i = 0; i < 5; i++) {
            String clip = Fixtures.addClip(project, source, i).id();
            int number = i;
            project.inTransaction(() -> {
                for (int k = 0; k < 4; k++) {
                    Annotation after = new Annotation(clip, null, Fixtures.corrections(random));
                    project.edits().apply("edit", "thread " + thread, after);
                    // Nobody else comes in between.
                    assertThat(project.tracks().annotation(clip)).isEqualTo(after);
                }
                project.prompts().add(Fixtures.prompt(thread + "-" + number, "LT"), "x");
            });
            assertThat(project.clips().listing("paper-v5")).isNotEmpty();
        }
        return thread;
    }
}
