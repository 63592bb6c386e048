package org.spatialalign.engine.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.spatialalign.engine.core.CancelledException;
import org.spatialalign.engine.core.Json;
import org.spatialalign.engine.core.Progress;
import org.spatialalign.engine.core.WorkbenchException;
import org.spatialalign.engine.store.Project;

@Timeout(60)
class JobQueueTest {

    /** Time that passes when a test says so. */
    private static final class TestClock extends Clock {
        private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2025-01-01T00:00:00Z"));

        void pass(Duration time) {
            now.updateAndGet(t -> t.plus(time));
        }

        @Override
        public Instant instant() {
            return Objects.requireNonNull(now.get());
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    private final TestClock clock = new TestClock();
    private final Map<String, Job> scripts = new ConcurrentHashMap<>();
    private final List<String> heard = new CopyOnWriteArrayList<>();
    private Project project;
    private JobQueue queue;

    @BeforeEach
    void open(@TempDir Path folder) throws Exception {
        project = Project.create(folder.resolve("p"));
        queue = newQueue();
    }

    @AfterEach
    void close() throws Exception {
        queue.close();
        project.close();
    }

    private JobQueue newQueue() throws WorkbenchException {
        JobKinds kinds = new JobKinds() {
            @Override
            public Job create(JobSpec spec) throws WorkbenchException {
                Job job = scripts.get(spec.kind());
                if (job == null) {
                    throw new WorkbenchException("There is no job of the kind " + spec.kind() + ".");
                }
                return job;
            }

            @Override
            public String lane(JobSpec spec) {
                return spec.kind().startsWith("other") ? "other" : CPU_LANE;
            }
        };
        JobQueue created = new JobQueue(project.jobs(), kinds, clock);
        created.addListener(record -> heard.add(record.spec().kind() + " " + record.state()));
        return created;
    }

    private void reopen() throws Exception {
        queue.close();
        Path folder = project.folder();
        project.close();
        project = Project.open(folder, Project.Access.WRITE);
        heard.clear();
        queue = newQueue();
    }

    private long submit(String kind, Job job) throws WorkbenchException {
        scripts.put(kind, job);
        return queue.submit(spec(kind));
    }

    private static JobSpec spec(String kind) {
        return new JobSpec(kind, 1, "Do " + kind, Json.object().put("clips", 3), 42, "test");
    }

    private static JsonNode untilCancelled(JobContext context, CountDownLatch started) throws CancelledException {
        started.countDown();
        while (true) {
            context.cancel().check();
            Thread.onSpinWait();
        }
    }

    private JobState state(long id) {
        return queue.job(id).orElseThrow().state();
    }

    @Test
    void aJobRunsAndKeepsWhatItSays() throws Exception {
        long id = submit("a", context -> {
            assertThat(Thread.currentThread().getName()).isEqualTo("jobs-cpu");
            assertThat(context.jobId()).isEqualTo(1);
            context.log("half way");
            Files.writeString(context.workFolder().resolve("result.txt"), "42");
            clock.pass(Duration.ofSeconds(5));
            context.progress(3, 3, "clips", "c.mp4");
            return Json.object().put("answer", 42);
        });
        JobRecord done = queue.await(id);
        assertThat(done)
                .isEqualTo(new JobRecord(
                        1,
                        spec("a"),
                        JobState.SUCCEEDED,
                        1,
                        new Progress(3, 3, "clips", "c.mp4"),
                        Instant.parse("2025-01-01T00:00:00Z"),
                        Instant.parse("2025-01-01T00:00:00Z"),
                        Instant.parse("2025-01-01T00:00:05Z"),
                        null,
                        Json.object().put("answer", 42)));
        assertThat(project.folder().resolve("runs/1/result.txt")).hasContent("42");
        assertThat(project.folder().resolve("runs/1.tmp")).doesNotExist();
        assertThat(queue.log(id))
                .containsExactly(
                        "2025-01-01T00:00:00Z started: Do a",
                        "2025-01-01T00:00:00Z half way",
                        "2025-01-01T00:00:05Z finished");
        reopen();
        assertThat(queue.jobs()).containsExactly(done);
        assertThat(queue.log(id)).hasSize(3);
        assertThat(queue.paused()).isFalse();
    }

    @Test
    void waitingJobsAreMovedAndStayMoved() throws Exception {
        queue.setPaused(true);
        List<Long> order = new CopyOnWriteArrayList<>();
        Job note = context -> {
            order.add(context.jobId());
            return Json.object();
        };
        long a = submit("a", note);
        long b = submit("b", note);
        long c = submit("c", note);
        long d = submit("d", note);
        queue.moveToFront(c);
        queue.moveUp(d);
        queue.moveDown(a);
        queue.moveUp(c);
        queue.moveDown(b);
        reopen();
        queue.setPaused(false);
        for (long id : List.of(a, b, c, d)) {
            assertThat(queue.await(id).state()).isEqualTo(JobState.SUCCEEDED);
        }
        assertThat(order).containsExactly(c, d, a, b);
        queue.moveToFront(a);
        assertThat(queue.job(a).orElseThrow().place()).isEqualTo((double) b);
    }

    @Test
    void jobsOfALaneRunInOrderAndLanesBesideEachOther() throws Exception {
        CyclicBarrier both = new CyclicBarrier(2);
        List<String> order = new CopyOnWriteArrayList<>();
        long first = submit("first", context -> {
            both.await();
            order.add("first");
            return Json.object();
        });
        long second = submit("second", context -> {
            order.add("second");
            return Json.object();
        });
        long other = submit("other", context -> {
            both.await();
            return Json.object();
        });
        for (long id : List.of(first, second, other)) {
            assertThat(queue.await(id).state()).isEqualTo(JobState.SUCCEEDED);
        }
        assertThat(order).containsExactly("first", "second");
        // The last announcement may still be on its way; closing waits for the workers.
        queue.close();
        assertThat(heard.stream().filter(line -> line.startsWith("second")))
                .containsExactly("second QUEUED", "second RUNNING", "second SUCCEEDED");
    }

    @Test
    void aRunningJobIsCancelledAtItsNextCheckAndAWaitingOneAtOnce() throws Exception {
        CountDownLatch started = new CountDownLatch(1);
        long running = submit("running", context -> untilCancelled(context, started));
        long waiting = submit("waiting", context -> Json.object());
        started.await();
        queue.cancel(waiting);
        assertThat(state(waiting)).isEqualTo(JobState.CANCELLED);
        queue.cancel(running);
        assertThat(queue.await(running).state()).isEqualTo(JobState.CANCELLED);
        queue.cancel(running);
        queue.close();
        assertThat(heard)
                .containsSubsequence("running RUNNING", "running CANCELLING", "running CANCELLED")
                .doesNotContain("waiting RUNNING");
        assertThat(queue.log(running)).last().asString().endsWith("cancelled");
    }

    @Test
    void aJobThatIsDoneBeforeItNoticesTheCancelHasSucceeded() throws Exception {
        CountDownLatch started = new CountDownLatch(1);
        CountDownLatch asked = new CountDownLatch(1);
        long id = submit("deaf", context -> {
            started.countDown();
            asked.await();
            return Json.object();
        });
        started.await();
        queue.cancel(id);
        assertThat(state(id)).isEqualTo(JobState.CANCELLING);
        asked.countDown();
        assertThat(queue.await(id).state()).isEqualTo(JobState.SUCCEEDED);
    }

    @Test
    void aFailureIsKeptWithMessageClassAndCodeAndTheNextJobRuns() throws Exception {
        long failing = submit("failing", context -> {
            throw new IOException("clip.mp4 is broken");
        });
        long error = submit("error", context -> {
            throw new OutOfMemoryError("pretended");
        });
        long unknown = queue.submit(spec("unheard of"));
        long next = submit("next", context -> Json.object());
        assertThat(queue.await(next).state()).isEqualTo(JobState.SUCCEEDED);
        JobRecord record = queue.job(failing).orElseThrow();
        assertThat(record.state()).isEqualTo(JobState.FAILED);
        assertThat(record.error()).matches("clip\\.mp4 is broken \\[IOException, code [0-9a-f]{6}]");
        assertThat(queue.log(failing)).anyMatch(line -> line.contains("java.io.IOException: clip.mp4 is broken"));
        assertThat(queue.job(error).orElseThrow().error()).startsWith("pretended [OutOfMemoryError");
        assertThat(queue.job(unknown).orElseThrow().error()).startsWith("There is no job of the kind unheard of.");
        reopen();
        assertThat(queue.job(failing)).contains(record);
    }

    @Test
    void retryBeginsAgainAndResumeGoesOn() throws Exception {
        long id = submit("flaky", context -> {
            Path mark = context.workFolder().resolve("mark");
            if (!Files.exists(mark)) {
                Files.createFile(mark);
                throw new IOException("first time");
            }
            return Json.object().put("resumed", true);
        });
        assertThat(queue.await(id).state()).isEqualTo(JobState.FAILED);
        queue.retry(id);
        assertThat(queue.await(id).state()).isEqualTo(JobState.FAILED);
        queue.resume(id);
        assertThat(queue.await(id))
                .returns(JobState.SUCCEEDED, JobRecord::state)
                .returns(null, JobRecord::error)
                .returns(Json.object().put("resumed", true), JobRecord::summary);
        assertThatThrownBy(() -> queue.resume(id)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> queue.resume(77)).hasMessageContaining("no job 77");
    }

    @Test
    void closingInterruptsWhatRunsAndWhatWaitedComesBackHeld() throws Exception {
        CountDownLatch started = new CountDownLatch(1);
        long running = submit("running", context -> untilCancelled(context, started));
        long waiting = submit("waiting", context -> Json.object());
        started.await();
        reopen();
        assertThat(state(running)).isEqualTo(JobState.INTERRUPTED);
        assertThat(state(waiting)).isEqualTo(JobState.QUEUED);
        assertThat(queue.paused()).isTrue();
        long fresh = submit("fresh", context -> Json.object());
        assertThat(queue.await(fresh).state()).isEqualTo(JobState.SUCCEEDED);
        assertThat(state(waiting)).isEqualTo(JobState.QUEUED);
        queue.resume(waiting);
        assertThat(queue.await(waiting).state()).isEqualTo(JobState.SUCCEEDED);
        assertThat(queue.paused()).isFalse();
        assertThat(queue.log(running)).last().asString().endsWith("interrupted");
    }

    @Test
    void aPausedQueueStartsNothing() throws Exception {
        queue.setPaused(true);
        long id = submit("a", context -> Json.object());
        assertThat(queue.paused()).isTrue();
        assertThat(state(id)).isEqualTo(JobState.QUEUED);
        queue.setPaused(false);
        assertThat(queue.await(id).state()).isEqualTo(JobState.SUCCEEDED);
    }

    @Test
    void progressIsLiveInMemoryAndSampledInTheStore() throws Exception {
        CountDownLatch done = new CountDownLatch(1);
        CountDownLatch looked = new CountDownLatch(1);
        long id = submit("long", context -> {
            for (int i = 1; i <= 100; i++) {
                context.progress(i, 100, "frames", "");
                clock.pass(Duration.ofMillis(30));
            }
            done.countDown();
            looked.await();
            return Json.object();
        });
        done.await();
        assertThat(queue.job(id).orElseThrow().progress()).isEqualTo(new Progress(100, 100, "frames", ""));
        // 100 reports in 3 seconds: the first, and one a second; 34 reports apart at 30 ms each.
        assertThat(project.jobs().find(id).orElseThrow().progress().done()).isEqualTo(69);
        assertThat(heard.stream().filter("long RUNNING"::equals)).hasSize(1 + 25);
        looked.countDown();
        queue.await(id);
        assertThat(project.jobs().find(id).orElseThrow().progress().done()).isEqualTo(100);
    }

    @Test
    void statesChangeByCompareAndSetAlongTheAllowedWaysOnly() throws Exception {
        JobStore store = project.jobs();
        long id = store.insert(spec("a"), clock.instant()).id();
        JobStore.Outcome now = JobStore.Outcome.at(clock.instant(), Progress.NONE);
        assertThat(store.transition(id, JobState.RUNNING, JobState.SUCCEEDED, now))
                .isFalse();
        assertThat(store.transition(id, JobState.QUEUED, JobState.RUNNING, now)).isTrue();
        assertThat(store.transition(id, JobState.QUEUED, JobState.RUNNING, now)).isFalse();
        assertThatThrownBy(() -> store.transition(id, JobState.RUNNING, JobState.CANCELLED, now))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("RUNNING cannot become CANCELLED");
        assertThat(JobState.SUCCEEDED.next()).isEmpty();
        for (JobState state : JobState.values()) {
            assertThat(state.next().isEmpty()
                            || !state.finished()
                            || state.next().contains(JobState.QUEUED))
                    .isTrue();
        }
    }

    @Test
    void aProjectThatVanishesFailsTheJobAndNotTheProgram() throws Exception {
        CountDownLatch started = new CountDownLatch(1);
        CountDownLatch gone = new CountDownLatch(1);
        long id = submit("a", context -> {
            started.countDown();
            gone.await();
            return Json.object();
        });
        started.await();
        Path moved = project.folder().resolveSibling("moved");
        Files.move(project.folder(), moved);
        gone.countDown();
        JobRecord record = queue.await(id);
        assertThat(record.state()).isEqualTo(JobState.FAILED);
        assertThat(record.error()).contains("was deleted, moved or replaced");
        Files.move(moved, project.folder());
    }

    @Test
    void aReadOnlyProjectShowsItsJobsAndRunsNone() throws Exception {
        CountDownLatch started = new CountDownLatch(1);
        long id = submit("a", context -> untilCancelled(context, started));
        started.await();
        try (Project reader = Project.open(project.folder(), Project.Access.READ_ONLY);
                JobQueue looking = new JobQueue(reader.jobs(), spec -> context -> Json.object())) {
            assertThat(looking.job(id).orElseThrow().state()).isEqualTo(JobState.RUNNING);
            assertThatThrownBy(() -> looking.submit(spec("b"))).hasMessageContaining("read-only");
        }
        assertThat(state(id)).isEqualTo(JobState.RUNNING);
    }
}
