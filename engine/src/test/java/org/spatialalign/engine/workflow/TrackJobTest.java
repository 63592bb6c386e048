package org.spatialalign.engine.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spatialalign.engine.cli.DrawnClips;
import org.spatialalign.engine.core.CancelToken;
import org.spatialalign.engine.core.CancelledException;
import org.spatialalign.engine.geometry.PixelBox;
import org.spatialalign.engine.geometry.Role;
import org.spatialalign.engine.job.JobContext;
import org.spatialalign.engine.score.ScorePreset;
import org.spatialalign.engine.store.Annotation;
import org.spatialalign.engine.store.ClipRecord;
import org.spatialalign.engine.store.ClipStatus;
import org.spatialalign.engine.store.Edit;
import org.spatialalign.engine.store.Project;
import org.spatialalign.engine.track.CorrectionEdits;
import org.spatialalign.engine.track.Corrections;
import org.spatialalign.engine.track.TrackerOptions;
import org.spatialalign.engine.workflow.imports.ImportSpec;

class TrackJobTest {

    private static final PixelBox CORRECTED = new PixelBox(60, 15, 80, 35);

    private final Path folder;
    private final Project project;

    TrackJobTest(@TempDir Path folder) throws Exception {
        this.folder = folder;
        DrawnClips clips = DrawnClips.make(Files.createDirectories(folder.resolve("in")));
        project = Project.create(folder.resolve("study"));
        ImportSpec what = new ImportSpec(
                List.of(clips.folder()),
                List.of(clips.folder().resolve("prompts.csv")),
                List.of(clips.folder().resolve("seeds.json")),
                List.of(),
                List.of(),
                null,
                null);
        new WorkflowJobs(project).create(WorkflowJobs.importSpec(what)).run(context(1, new CancelToken()));
    }

    @AfterEach
    void close() throws Exception {
        project.close();
    }

    @Test
    void theFirstTrackingIsNoEdit() throws Exception {
        assertThat(track(2).done()).isEqualTo(2);
        assertThat(project.edits().history(10)).isEmpty();
        assertThat(track(3).upToDate()).isEqualTo(2);
    }

    @Test
    void trackingAgainTakesKeyFramesOverAndCanBeUndone() throws Exception {
        track(2);
        String clip = tuned().id();
        Annotation before = project.tracks().annotation(clip);
        Corrections corrections = CorrectionEdits.setKeyFrame(Corrections.NONE, Role.ANIMAL, 10, CORRECTED);
        Annotation corrected = new Annotation(clip, before.trackId(), corrections);
        project.edits().apply("Move the cat", "somebody", corrected);

        assertThat(track(3, clip).done()).isEqualTo(1);

        Annotation after = project.tracks().annotation(clip);
        assertThat(after.corrections()).isEqualTo(Corrections.NONE);
        assertThat(after.trackId()).isNotEqualTo(before.trackId());
        assertThat(project.tracks()
                        .current(clip)
                        .orElseThrow()
                        .tracks()
                        .animal()
                        .get(10)
                        .box())
                .isEqualTo(CORRECTED);
        assertThat(project.edits().undo()).map(Edit::label).contains("Re-track tuned/p1_LR_F24_seed00.mp4");
        assertThat(project.tracks().annotation(clip)).isEqualTo(corrected);
        assertThat(project.edits().redo()).isPresent();
        assertThat(project.tracks().annotation(clip)).isEqualTo(after);

        // What was taken over is kept by a later tracking, although nothing but the track says so.
        track(4, clip);
        assertThat(project.tracks()
                        .current(clip)
                        .orElseThrow()
                        .tracks()
                        .animal()
                        .get(10)
                        .box())
                .isEqualTo(CORRECTED);
    }

    @Test
    void aResumedJobLeavesAloneWhatItHasTracked() throws Exception {
        track(2);
        String clip = tuned().id();
        assertThat(track(3, clip).done()).isEqualTo(1);
        assertThat(track(3, clip).upToDate()).isEqualTo(1);
        assertThat(project.tracks().history(clip)).hasSize(2);
    }

    @Test
    void aCancelledJobChangesNothing() throws Exception {
        CancelToken cancel = new CancelToken();
        cancel.cancel();
        TrackJob job = new TrackJob(project, new TrackJob.Config(List.of(), TrackerOptions.DEFAULT));
        assertThatThrownBy(() -> job.run(context(2, cancel))).isInstanceOf(CancelledException.class);
        assertThat(project.tracks().history(tuned().id())).isEmpty();
    }

    @Test
    void afterAClipThatFailsTheOthersGoOn() throws Exception {
        Files.delete(project.clipFile(tuned()));
        WorkSummary summary = track(2);
        assertThat(summary.done()).isEqualTo(1);
        assertThat(summary.failed()).singleElement().satisfies(failed -> {
            assertThat(failed.name()).isEqualTo("tuned/p1_LR_F24_seed00.mp4");
            assertThat(failed.why()).isNotEmpty();
        });
    }

    @Test
    void onlyWhatChangedIsScoredAgain() throws Exception {
        track(2);
        ScoreJob job = new ScoreJob(project, ScorePreset.PAPER);
        assertThat(job.bringUpToDate(context(3, new CancelToken()), Set.of()).done())
                .isEqualTo(2);
        String clip = tuned().id();
        Annotation now = project.tracks().annotation(clip);
        Corrections corrections = CorrectionEdits.setKeyFrame(Corrections.NONE, Role.ANIMAL, 0, CORRECTED);
        project.edits().apply("Move the cat", "somebody", new Annotation(clip, now.trackId(), corrections));
        assertThat(status(clip)).isEqualTo(ClipStatus.STALE);
        assertThat(job.bringUpToDate(context(4, new CancelToken()), Set.of()).done())
                .isEqualTo(1);
        assertThat(status(clip)).isEqualTo(ClipStatus.SCORED);
        assertThat(project.edits().undo()).isPresent();
        assertThat(status(clip)).isEqualTo(ClipStatus.STALE);
    }

    private ClipStatus status(String clip) throws Exception {
        return project.clips().listing(ScorePreset.PAPER.id()).stream()
                .filter(listing -> listing.clip().id().equals(clip))
                .findFirst()
                .orElseThrow()
                .status();
    }

    private ClipRecord tuned() throws Exception {
        return project.clips().all().stream()
                .filter(clip -> clip.model().equals("tuned"))
                .findFirst()
                .orElseThrow();
    }

    private WorkSummary track(long job, String... clips) throws Exception {
        TrackJob.Config config = new TrackJob.Config(List.of(clips), TrackerOptions.DEFAULT);
        return WorkSummary.of(new TrackJob(project, config).run(context(job, new CancelToken())));
    }

    private JobContext context(long id, CancelToken cancel) {
        return new JobContext() {
            @Override
            public void progress(long done, long total, String unit, String message) {
                assertThat(done).isBetween(0L, total);
                Objects.requireNonNull(message);
            }

            @Override
            public CancelToken cancel() {
                return cancel;
            }

            @Override
            public void log(String line) {
                assertThat(line).isNotBlank();
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
                    throw new java.io.UncheckedIOException(e);
                }
            }
        };
    }
}
