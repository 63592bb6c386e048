package org.spatialalign.app.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spatialalign.app.fx.SameThreadUiExecutor;
import org.spatialalign.engine.job.JobQueue;
import org.spatialalign.engine.job.JobRecord;
import org.spatialalign.engine.job.JobState;
import org.spatialalign.engine.store.Project;

class JobListViewModelTest {

    private static final Instant NOW = Instant.parse("2025-01-31T10:00:00Z");

    private Project project;
    private ScriptedJobs kinds;
    private JobQueue queue;
    private final List<Throwable> problems = new ArrayList<>();
    private final List<JobRecord> ended = new ArrayList<>();
    private final JobListViewModel model = new JobListViewModel(new SameThreadUiExecutor(), () -> NOW, problems::add);

    @BeforeEach
    void open(@TempDir Path folder) throws Exception {
        project = Project.create(folder.resolve("project"));
        kinds = new ScriptedJobs();
        queue = new JobQueue(project.jobs(), kinds);
        model.onFinished(ended::add);
        model.show(queue);
    }

    @AfterEach
    void close() throws Exception {
        kinds.release.countDown();
        queue.close();
        project.close();
        assertThat(problems).isEmpty();
    }

    @Test
    void showsARunningJobAndCancelsIt() throws Exception {
        long id = queue.submit(ScriptedJobs.spec("wait"));
        kinds.started.await();
        model.sample();
        JobRow row = model.rows().get(0);
        assertThat(row.stateProperty().get()).isEqualTo(JobState.RUNNING);
        assertThat(row.fractionProperty().get()).isEqualTo(0.25);
        assertThat(row.detailProperty().get()).isEqualTo("3 of 12 clips · clip three");
        assertThat(model.activeProperty().get()).isEqualTo(1);
        assertThat(row.canCancel()).isTrue();

        model.cancel(row);
        queue.await(id);
        model.sample();
        assertThat(row.stateProperty().get()).isEqualTo(JobState.CANCELLED);
        assertThat(row.canResume()).isTrue();
        assertThat(model.activeProperty().get()).isZero();
        assertThat(ended).extracting(JobRecord::state).containsExactly(JobState.CANCELLED);
    }

    @Test
    void tellsOfEachEndOnceAndShowsTheLog() throws Exception {
        long id = queue.submit(ScriptedJobs.spec("fail"));
        queue.await(id);
        model.sample();
        model.sample();
        assertThat(ended).hasSize(1);
        JobRow row = model.rows().get(0);
        assertThat(row.canRetry()).isTrue();
        assertThat(row.detailProperty().get()).startsWith("failed").contains("the disk is full");
        model.selectedProperty().set(row);
        assertThat(model.logProperty().get()).contains("begins fail");
    }

    @Test
    void putsTheNewestFirstAndKeepsRows() throws Exception {
        long first = queue.submit(ScriptedJobs.spec("work"));
        queue.await(first);
        model.sample();
        JobRow row = model.rows().get(0);
        queue.await(queue.submit(ScriptedJobs.spec("work")));
        model.sample();
        assertThat(model.rows()).hasSize(2);
        assertThat(model.rows().get(1)).isSameAs(row);
    }

    @Test
    void doesNotTellOfWhatEndedBeforeTheProjectWasOpened() throws Exception {
        queue.await(queue.submit(ScriptedJobs.spec("work")));
        model.show(queue);
        assertThat(ended).isEmpty();
        assertThat(model.rows()).hasSize(1);
    }

    @Test
    void waitsForAPersonBeforeGoingOnWithJobsOfLastTime() throws Exception {
        queue.submit(ScriptedJobs.spec("wait"));
        kinds.started.await();
        queue.submit(ScriptedJobs.spec("work"));
        queue.close();
        kinds = new ScriptedJobs();
        queue = new JobQueue(project.jobs(), kinds);
        model.show(queue);
        assertThat(model.pausedProperty().get()).isTrue();
        assertThat(model.waitingProperty().get()).isEqualTo(1);
        assertThat(model.rows())
                .extracting(row -> row.stateProperty().get())
                .containsExactly(JobState.QUEUED, JobState.INTERRUPTED);

        assertThat(model.interruptedProperty().get()).isEqualTo(1);

        kinds.release.countDown();
        model.resumeQueue();
        for (JobRow row : List.copyOf(model.rows())) {
            queue.await(row.id());
        }
        model.sample();
        assertThat(model.pausedProperty().get()).isFalse();
        assertThat(model.rows())
                .extracting(row -> row.stateProperty().get())
                .containsExactly(JobState.SUCCEEDED, JobState.SUCCEEDED);
    }

    @Test
    void onlyShowsTheJobsOfAProjectThatIsReadOnly() throws Exception {
        queue.submit(ScriptedJobs.spec("wait"));
        kinds.started.await();
        queue.close();
        queue = new JobQueue(project.jobs(), kinds);
        model.show(queue, true);
        assertThat(model.rows()).hasSize(1);
        assertThat(model.canChange()).isFalse();
        assertThat(model.pausedProperty().get()).isFalse();
    }

    @Test
    void showsNothingWithoutAProject() throws Exception {
        queue.await(queue.submit(ScriptedJobs.spec("work")));
        model.sample();
        model.show(null);
        assertThat(model.rows()).isEmpty();
        model.sample();
        assertThat(model.rows()).isEmpty();
    }
}
