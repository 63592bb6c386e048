package org.spatialalign.engine.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spatialalign.engine.cli.DrawnClips;
import org.spatialalign.engine.core.CancelToken;
import org.spatialalign.engine.core.CancelledException;
import org.spatialalign.engine.core.WorkbenchException;
import org.spatialalign.engine.detect.DetectorOptions;
import org.spatialalign.engine.detect.SmallDetector;
import org.spatialalign.engine.generate.ComputeChoice;
import org.spatialalign.engine.geometry.FrameBoxes;
import org.spatialalign.engine.geometry.PixelBox;
import org.spatialalign.engine.geometry.Role;
import org.spatialalign.engine.golden.Golden;
import org.spatialalign.engine.job.JobContext;
import org.spatialalign.engine.score.ScoreOutcome;
import org.spatialalign.engine.score.ScorePreset;
import org.spatialalign.engine.score.UnscorableReason;
import org.spatialalign.engine.store.Annotation;
import org.spatialalign.engine.store.ClipRecord;
import org.spatialalign.engine.store.ClipStatus;
import org.spatialalign.engine.store.Project;
import org.spatialalign.engine.store.TrackRecord;
import org.spatialalign.engine.track.CorrectionEdits;
import org.spatialalign.engine.track.Corrections;
import org.spatialalign.engine.track.MachineBox.BoxState;
import org.spatialalign.engine.track.TrackerOptions;
import org.spatialalign.engine.workflow.imports.ImportSpec;

class DetectJobTest {

    private final Path folder;
    private final Project project;
    private final List<String> log = new ArrayList<>();

    DetectJobTest(@TempDir Path folder) throws Exception {
        this.folder = folder;
        DrawnClips clips = DrawnClips.make(Files.createDirectories(folder.resolve("in")));
        project = Project.create(folder.resolve("study"));
        ImportSpec what = new ImportSpec(
                List.of(clips.folder()),
                List.of(clips.folder().resolve("prompts.csv")),
                List.of(),
                List.of(),
                List.of(),
                null,
                null);
        new WorkflowJobs(project).create(WorkflowJobs.importSpec(what)).run(context(1));
    }

    @AfterEach
    void close() throws Exception {
        project.close();
    }

    @Test
    void whatIsFoundIsFollowedAndScored() throws Exception {
        WorkSummary summary = detect(2, DetectorOptions.DEFAULT, new ColourDetector());
        assertThat(summary.done()).as(log.toString()).isEqualTo(3);
        for (ClipRecord clip : project.clips().all()) {
            TrackRecord track = project.tracks().current(clip.id()).orElseThrow();
            assertThat(track.tracks().animal().get(0).state()).isEqualTo(BoxState.SEED);
            assertThat(track.recipe().path("found").path("detector").asText()).matches("[0-9a-f]{64}");
            assertThat(track.recipe()
                            .path("found")
                            .path("options")
                            .path("boxThreshold")
                            .asDouble())
                    .isEqualTo(0.4);
            assertThat(DetectJob.detectorOf(track).orElseThrow())
                    .startsWith("detector grounding-dino-tiny (")
                    .endsWith("), thresholds 0.4 for boxes and 0.3 for words");
            assertThat(status(clip.id())).isEqualTo(ClipStatus.SCORED);
        }
        ClipRecord tuned = clip("tuned");
        PixelBox last = project.tracks()
                .current(tuned.id())
                .orElseThrow()
                .tracks()
                .animal()
                .get(23)
                .box();
        assertThat(Objects.requireNonNull(last).centerX()).isCloseTo(140, within(8.0));
        assertThat(project.edits().history(10))
                .as("nothing was there that could be undone")
                .isEmpty();
    }

    @Test
    void nothingIsDoneTwice() throws Exception {
        detect(2, DetectorOptions.DEFAULT, new ColourDetector());
        ColourDetector again = new ColourDetector();
        assertThat(detect(3, DetectorOptions.DEFAULT, again).upToDate()).isEqualTo(3);
        String clip = clip("tuned").id();
        assertThat(detect(4, DetectorOptions.DEFAULT, again, clip).upToDate()).isEqualTo(1);
        assertThat(again.looked).isZero();
        assertThat(detect(5, new DetectorOptions(0.5, 0.3), again, clip).done()).isEqualTo(1);
        assertThat(again.looked).isEqualTo(24);
        assertThat(project.edits().history(10)).hasSize(1);
        assertThat(project.edits().undo()).isPresent();
    }

    @Test
    void aResumedJobGoesOnInTheMiddleOfAClip() throws Exception {
        assertThatThrownBy(() -> detect(2, DetectorOptions.DEFAULT, new ColourDetector(24 + 10)))
                .isInstanceOf(CancelledException.class);
        ColourDetector rest = new ColourDetector();
        assertThat(detect(2, DetectorOptions.DEFAULT, rest).done()).isEqualTo(2);
        // Whole chunks are noted: eight of the ten frames of the second clip.
        assertThat(rest.looked).isEqualTo(16 + 24);
        try (var left = Files.list(folder.resolve("work"))) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void whatPeopleDrewIsLeftAlone() throws Exception {
        String clip = clip("tuned").id();
        project.seeds().put(clip, List.of(FrameBoxes.of(3, new PixelBox(0, 0, 9, 9), new PixelBox(9, 9, 20, 20))), "A");
        assertThat(detect(2, DetectorOptions.DEFAULT, new ColourDetector()).done())
                .isEqualTo(2);
        assertThat(project.tracks().current(clip)).isEmpty();
        assertThat(project.seeds().of(clip)).hasSize(1);
    }

    @Test
    void aCorrectedClipIsTrackedFromWhatWasFoundAndWhatWasCorrected() throws Exception {
        detect(2, DetectorOptions.DEFAULT, new ColourDetector());
        String clip = clip("tuned").id();
        Annotation before = project.tracks().annotation(clip);
        PixelBox corrected = new PixelBox(60, 15, 80, 35);
        Corrections corrections = CorrectionEdits.setKeyFrame(Corrections.NONE, Role.ANIMAL, 10, corrected);
        project.edits().apply("Move the cat", "somebody", new Annotation(clip, before.trackId(), corrections));
        TrackJob.Config config = new TrackJob.Config(List.of(clip), TrackerOptions.DEFAULT);
        assertThat(WorkSummary.of(new TrackJob(project, config).run(context(3))).done())
                .isEqualTo(1);
        TrackRecord after = project.tracks().current(clip).orElseThrow();
        assertThat(after.tracks().animal().get(0).state()).isEqualTo(BoxState.SEED);
        assertThat(after.tracks().animal().get(10).box()).isEqualTo(corrected);
    }

    /** The untrained network of the fixture finds nothing that could be trusted. */
    @Test
    void aRefusedClipHasNoScoreAndSaysWhy() throws Exception {
        String clip = clip("tuned").id();
        WorkSummary summary = WorkSummary.of(new WorkflowJobs(project)
                .create(WorkflowJobs.detectSpec(
                        SmallDetector.make(folder.resolve("detector")),
                        List.of(clip),
                        DetectorOptions.DEFAULT,
                        ComputeChoice.CPU))
                .run(context(2)));
        assertThat(summary.leftOut()).singleElement().satisfies(left -> assertThat(left.why())
                .contains("frames"));
        assertThat(status(clip)).isEqualTo(ClipStatus.UNSCORABLE);
        assertThat(new Scoring(project, ScorePreset.PAPER).outcome(clip))
                .isInstanceOfSatisfying(ScoreOutcome.Unscorable.class, none -> {
                    assertThat(none.reason()).isEqualTo(UnscorableReason.NO_BOXES);
                    assertThat(none.detail())
                            .startsWith("Refused: the detector")
                            .endsWith(".");
                });
        assertThat(project.tracks().current(clip).orElseThrow().source()).isEqualTo(DetectJob.SOURCE);
    }

    @Test
    void aFolderThatIsNoDetectorIsRefusedBeforeAnythingIsTouched() throws Exception {
        Path empty = Files.createDirectories(folder.resolve("empty"));
        assertThatThrownBy(() -> new WorkflowJobs(project)
                        .create(WorkflowJobs.detectSpec(empty, List.of(), DetectorOptions.DEFAULT, ComputeChoice.CPU))
                        .run(context(2)))
                .isInstanceOf(WorkbenchException.class)
                .hasMessageContaining(empty.toString())
                .hasMessageContaining("grounding-dino-tiny");
    }

    private static Path detector() {
        return Golden.folder("grounding-dino-tiny");
    }

    private WorkSummary detect(long job, DetectorOptions options, ColourDetector detector, String... clips)
            throws Exception {
        DetectJob.Config config = new DetectJob.Config(
                detector().toString(),
                List.of(clips),
                options,
                TrackerOptions.DEFAULT,
                ScorePreset.PAPER,
                ComputeChoice.CPU);
        return WorkSummary.of(new DetectJob(project, config, (folder, device) -> detector).run(context(job)));
    }

    private ClipRecord clip(String model) throws Exception {
        return project.clips().all().stream()
                .filter(clip -> clip.model().equals(model))
                .findFirst()
                .orElseThrow();
    }

    private ClipStatus status(String clip) throws Exception {
        return project.clips().listing(ScorePreset.PAPER.id()).stream()
                .filter(listing -> listing.clip().id().equals(clip))
                .findFirst()
                .orElseThrow()
                .status();
    }

    private JobContext context(long id) {
        return new JobContext() {
            @Override
            public void progress(long done, long total, String unit, String message) {
                assertThat(done).isBetween(0L, total);
            }

            @Override
            public CancelToken cancel() {
                return CancelToken.never();
            }

            @Override
            public void log(String line) {
                log.add(line);
            }

            @Override
            public long jobId() {
                return id;
            }

            @Override
            public Path workFolder() {
                try {
                    return Files.createDirectories(folder.resolve("work"));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        };
    }
}
