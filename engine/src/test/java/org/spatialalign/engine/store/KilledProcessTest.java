package org.spatialalign.engine.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spatialalign.engine.core.ContentHash;
import org.spatialalign.engine.core.Json;
import org.spatialalign.engine.job.JobQueue;
import org.spatialalign.engine.job.JobRecord;
import org.spatialalign.engine.job.JobState;
import org.spatialalign.engine.track.Corrections;

/** A process that is killed at any moment loses nothing it has said is saved, and leaves nothing half-written. */
class KilledProcessTest {

    private Path temp;

    @BeforeEach
    void folder(@TempDir Path folder) {
        temp = folder;
    }

    @Test
    void importsAndEditsSurvive() throws Exception {
        Path folder = temp.resolve("project");
        Project.create(folder).close();
        Random random = new Random(20250611);
        List<String> promised = new ArrayList<>();
        int edited = 0;
        for (int round = 0; round < 6; round++) {
            try (ForkedJvm worker = ForkedJvm.start("work", folder.toString(), Integer.toString(round))) {
                for (int lines = 1 + random.nextInt(60); lines > 0; lines--) {
                    promised.add(java.util.Objects.requireNonNull(worker.line()));
                }
                promised.addAll(worker.kill());
            }
            try (Project project = Project.open(folder, Project.Access.WRITE)) {
                assertClipsAreWhole(project, promised);
                edited = assertEditsAreWhole(project, promised);
            }
        }
        assertThat(edited).isPositive();
        assertThat(promised.stream().filter(line -> line.startsWith("clip"))).hasSizeGreaterThan(5);
    }

    private static void assertClipsAreWhole(Project project, List<String> promised) throws Exception {
        List<ClipRecord> clips = project.clips().all();
        for (ClipRecord clip : clips) {
            assertThat(ContentHash.ofFile(project.clipFile(clip))).isEqualTo(clip.hash());
        }
        List<String> said = promised.stream()
                .filter(line -> line.startsWith("clip "))
                .map(line -> line.substring(5))
                .toList();
        assertThat(clips).extracting(clip -> clip.hash().hex()).containsAll(said);
        // One more per kill may have been added and not said.
        try (var files = Files.list(project.folder().resolve("clips"))) {
            assertThat(files.map(Path::toString).sorted())
                    .containsExactlyElementsOf(clips.stream()
                            .map(clip -> project.clipFile(clip).toString())
                            .sorted()
                            .toList());
        }
    }

    /** Every clip's boxes are what its last edit that counts says, and every edit that was said is there. */
    private static int assertEditsAreWhole(Project project, List<String> promised) throws Exception {
        Map<Long, String> states = new TreeMap<>();
        Map<String, String> expected = new HashMap<>();
        project.database().read(h -> h.createQuery("SELECT seq, target, state, state_after FROM edit ORDER BY seq")
                .map((row, context) -> {
                    states.put(row.getLong("seq"), row.getString("state"));
                    if (row.getString("state").equals("DONE")) {
                        expected.put(row.getString("target"), row.getString("state_after"));
                    }
                    return "";
                })
                .list());
        for (ClipRecord clip : project.clips().all()) {
            Annotation annotation = project.tracks().annotation(clip.id());
            Annotation none = new Annotation(clip.id(), null, Corrections.NONE);
            assertThat(Json.write(annotation)).isEqualTo(expected.getOrDefault(clip.id(), Json.write(none)));
        }
        Map<Long, String> said = new TreeMap<>();
        for (String line : promised) {
            String[] words = line.split(" ");
            if (!words[0].equals("clip") && !words[1].equals("none")) {
                said.put(Long.parseLong(words[1]), words[0].equals("undo") ? "UNDONE" : "DONE");
            }
        }
        assertThat(states.keySet()).containsAll(said.keySet());
        return said.size();
    }

    @Test
    void aRunningJobIsInterruptedAndCanBeResumedAndAWaitingOneWaits() throws Exception {
        Path folder = temp.resolve("project");
        Project.create(folder).close();
        try (ForkedJvm worker = ForkedJvm.start("job", folder.toString())) {
            assertThat(List.of(
                            java.util.Objects.requireNonNull(worker.line()),
                            java.util.Objects.requireNonNull(worker.line())))
                    .containsExactlyInAnyOrder("submitted", "running 1");
            worker.kill();
        }
        List<String> runs = new ArrayList<>();
        try (Project project = Project.open(folder, Project.Access.WRITE);
                JobQueue queue = new JobQueue(project.jobs(), spec -> context -> {
                    runs.add(spec.title());
                    Path half = context.workFolder().resolve("half.txt");
                    return Json.object().put("found", Files.exists(half));
                })) {
            assertThat(queue.jobs())
                    .extracting(JobRecord::state)
                    .containsExactly(JobState.INTERRUPTED, JobState.QUEUED);
            assertThat(queue.paused()).isTrue();
            queue.resume(1);
            assertThat(queue.await(1))
                    .returns(JobState.SUCCEEDED, JobRecord::state)
                    .returns(Json.object().put("found", true), JobRecord::summary);
            assertThat(queue.job(2).orElseThrow().state()).isEqualTo(JobState.QUEUED);
            queue.setPaused(false);
            assertThat(queue.await(2).summary()).isEqualTo(Json.object().put("found", false));
            assertThat(runs).containsExactly("First", "Second");
            assertThat(folder.resolve("runs/1/half.txt")).exists();
            assertThat(folder.resolve("runs/1.tmp")).doesNotExist();
        }
    }
}
