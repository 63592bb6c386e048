package org.spatialalign.engine.job;

import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.spatialalign.engine.core.Progress;
import org.spatialalign.engine.core.WorkbenchException;

/**
 * Runs jobs one after the other, one worker thread per lane, and keeps in the store how each of them stands. Safe to
 * call from any thread; {@link #jobs()}, {@link #job} and {@link #paused()} never wait for the disk.
 *
 * <p>On opening, a job that was running when the program ended becomes INTERRUPTED and is offered for resume; nothing
 * starts by itself: jobs that were waiting wait until {@link #setPaused setPaused(false)} or {@link #resume}.
 */
public final class JobQueue implements AutoCloseable {

    private final JobStore store;
    private final JobKinds kinds;
    private final Clock clock;
    private final ConcurrentSkipListMap<Long, QueuedJob> jobs = new ConcurrentSkipListMap<>();
    private final List<Consumer<JobRecord>> listeners = new CopyOnWriteArrayList<>();

    private final ReentrantLock lock = new ReentrantLock();
    /** Signalled whenever a job's state changes, the queue is paused or released, or closed. */
    private final Condition changed = lock.newCondition();
    /** Guarded by the lock. */
    private final Map<String, Thread> lanes = new HashMap<>();

    private volatile boolean paused;
    private volatile boolean closed;

    /** Reads the store's jobs, and marks those that were running as interrupted. */
    public JobQueue(JobStore store, JobKinds kinds) throws WorkbenchException {
        this(store, kinds, Clock.systemUTC());
    }

    JobQueue(JobStore store, JobKinds kinds, Clock clock) throws WorkbenchException {
        this.store = store;
        this.kinds = kinds;
        this.clock = clock;
        for (JobRecord record : store.all()) {
            QueuedJob job = new QueuedJob(record, new JobFolder(store.folder(record.id())));
            jobs.put(record.id(), job);
            if (store.writable() && record.state().active()) {
                change(job, record.state(), JobState.INTERRUPTED, null, null);
            }
            job.held = record.state() == JobState.QUEUED;
        }
    }

    /** Keeps the job and starts it as soon as its lane is free; returns its number. */
    public long submit(JobSpec spec) throws WorkbenchException {
        requireOpen();
        JobRecord record = store.insert(spec, clock.instant());
        QueuedJob job = new QueuedJob(record, new JobFolder(store.folder(record.id())));
        jobs.put(record.id(), job);
        announce(job);
        wakeLane(job);
        return record.id();
    }

    /** Asks a job to stop: at once if it waits, at its next check if it runs; nothing if it is finished. */
    public void cancel(long id) throws WorkbenchException {
        QueuedJob job = require(id);
        if (change(job, JobState.QUEUED, JobState.CANCELLED, null, null)) {
            return;
        }
        change(job, JobState.RUNNING, JobState.CANCELLING, null, null);
    }

    /** Queues a cancelled, failed or interrupted job again, with what it left; or starts one that is held back. */
    public void resume(long id) throws WorkbenchException {
        QueuedJob job = require(id);
        requeue(job);
    }

    /** Queues a cancelled, failed or interrupted job again, from the beginning. */
    public void retry(long id) throws WorkbenchException {
        QueuedJob job = require(id);
        try {
            if (job.record.state().finished() && job.record.state() != JobState.SUCCEEDED) {
                job.folder.clear();
            }
        } catch (IOException e) {
            throw new WorkbenchException("What job " + id + " left behind cannot be removed: " + e.getMessage(), e);
        }
        requeue(job);
    }

    /** Lets a waiting job start before all others; nothing if it no longer waits. */
    public void moveToFront(long id) throws WorkbenchException {
        move(id, WaitingLine::toFront);
    }

    /** Lets a waiting job start before the one that is now before it; nothing if there is none. */
    public void moveUp(long id) throws WorkbenchException {
        move(id, WaitingLine::up);
    }

    /** Lets a waiting job start after the one that is now after it; nothing if there is none. */
    public void moveDown(long id) throws WorkbenchException {
        move(id, WaitingLine::down);
    }

    private void move(long id, BiFunction<WaitingLine, Long, Map<Long, Double>> how) throws WorkbenchException {
        requireOpen();
        require(id);
        lock.lock();
        try {
            Map<Long, Double> places = how.apply(new WaitingLine(jobs()), id);
            store.places(places);
            places.forEach((moved, place) -> {
                QueuedJob job = require(moved);
                synchronized (job) {
                    job.record = job.record.withPlace(place);
                }
                announce(job);
            });
        } finally {
            lock.unlock();
        }
    }

    /** Whether waiting jobs are held back: somebody paused the queue, or they come from an earlier session. */
    public boolean paused() {
        return paused || jobs.values().stream().anyMatch(QueuedJob::isHeld);
    }

    /** Stops starting jobs (those that run go on), or starts all that wait, those of an earlier session too. */
    public void setPaused(boolean pause) {
        lock.lock();
        try {
            paused = pause;
            if (!pause) {
                // All of them before any worker looks: the first one in the line need not be the first one here.
                List<QueuedJob> released =
                        jobs.values().stream().filter(QueuedJob::isHeld).toList();
                released.forEach(job -> job.held = false);
                released.forEach(this::wakeLane);
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** All jobs in the order in which they were submitted, with their latest progress. */
    public List<JobRecord> jobs() {
        List<JobRecord> all = new ArrayList<>();
        jobs.values().forEach(job -> all.add(job.current()));
        return all;
    }

    public Optional<JobRecord> job(long id) {
        return Optional.ofNullable(jobs.get(id)).map(QueuedJob::current);
    }

    /** What the job wrote so far; empty before it was started. */
    public List<String> log(long id) throws WorkbenchException {
        try {
            return require(id).folder.log();
        } catch (IOException e) {
            throw new WorkbenchException("The log of job " + id + " cannot be read: " + e.getMessage(), e);
        }
    }

    /** Waits until the job is finished, in whatever way, or the queue is closed. */
    public JobRecord await(long id) throws InterruptedException {
        QueuedJob job = require(id);
        lock.lock();
        try {
            while (!job.record.state().finished() && !(closed && lanes.isEmpty())) {
                changed.await();
            }
        } finally {
            lock.unlock();
        }
        return job.current();
    }

    /** Called on every change of state and about ten times a second with progress, on the thread it happens on. */
    public void addListener(Consumer<JobRecord> listener) {
        listeners.add(listener);
    }

    public void removeListener(Consumer<JobRecord> listener) {
        listeners.remove(listener);
    }

    /**
     * Asks running jobs to stop and waits for them. What did not finish is interrupted, not cancelled: nobody wanted
     * it to stop for good.
     */
    @Override
    public void close() {
        List<Thread> workers;
        lock.lock();
        try {
            closed = true;
            workers = List.copyOf(lanes.values());
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        jobs.values().stream().filter(job -> job.record.state().active()).forEach(job -> job.token.cancel());
        boolean interrupted = false;
        for (Thread worker : workers) {
            while (worker.isAlive() && worker != Thread.currentThread()) {
                try {
                    worker.join();
                } catch (InterruptedException e) {
                    // Jobs must have let go before the store is closed; remember it for the caller.
                    interrupted = true;
                }
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    // --- for the runner

    Clock clock() {
        return clock;
    }

    JobStore store() {
        return store;
    }

    JobKinds kinds() {
        return kinds;
    }

    boolean isClosed() {
        return closed;
    }

    void announce(QueuedJob job) {
        JobRecord record = job.current();
        for (Consumer<JobRecord> listener : listeners) {
            try {
                listener.accept(record);
            } catch (RuntimeException e) {
                // A listener's fault is not the job's.
                Thread thread = Thread.currentThread();
                thread.getUncaughtExceptionHandler().uncaughtException(thread, e);
            }
        }
    }

    /** Compare-and-set in the store, then here; false if the job was not in {@code from}. */
    boolean change(
            QueuedJob job,
            JobState from,
            JobState to,
            @Nullable String error,
            com.fasterxml.jackson.databind.@Nullable JsonNode summary)
            throws WorkbenchException {
        synchronized (job) {
            if (job.record.state() != from) {
                return false;
            }
            Progress progress = to == JobState.QUEUED ? Progress.NONE : job.progress;
            JobStore.Outcome outcome = new JobStore.Outcome(clock.instant(), progress, error, summary);
            if (!store.transition(job.record.id(), from, to, outcome)) {
                return false;
            }
            job.moved(to, outcome);
        }
        signal();
        announce(job);
        return true;
    }

    /** When not even the store can be told: at least those who wait and look are. */
    void giveUp(QueuedJob job, String error) {
        synchronized (job) {
            job.moved(JobState.FAILED, new JobStore.Outcome(clock.instant(), job.progress, error, null));
        }
        signal();
        announce(job);
    }

    private void requeue(QueuedJob job) throws WorkbenchException {
        requireOpen();
        synchronized (job) {
            job.held = false;
            JobState state = job.record.state();
            if (state != JobState.QUEUED) {
                state.requireNext(JobState.QUEUED);
                change(job, state, JobState.QUEUED, null, null);
            }
        }
        wakeLane(job);
    }

    private void wakeLane(QueuedJob job) {
        String lane = kinds.lane(job.record.spec());
        lock.lock();
        try {
            if (!closed && !lanes.containsKey(lane)) {
                Thread worker = newWorker(lane);
                lanes.put(lane, worker);
                worker.start();
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Whoever sits at the machine goes first: threads that a library starts for a job inherit the priority on Linux.
     * Nothing is right or wrong by it.
     */
    @SuppressWarnings("ThreadPriorityCheck")
    private Thread newWorker(String lane) {
        Thread worker = new Thread(() -> work(lane), "jobs-" + lane);
        worker.setDaemon(true);
        worker.setPriority(Thread.MIN_PRIORITY);
        return worker;
    }

    private void work(String lane) {
        try {
            for (QueuedJob job = next(lane); job != null; job = next(lane)) {
                new JobRunner(this, job).run();
            }
        } finally {
            lock.lock();
            try {
                lanes.remove(lane);
                changed.signalAll();
            } finally {
                lock.unlock();
            }
        }
    }

    /** Waits for the next job of a lane; null when the queue is closed. */
    private @Nullable QueuedJob next(String lane) {
        lock.lock();
        try {
            while (!closed) {
                if (!paused) {
                    Optional<QueuedJob> first = jobs.values().stream()
                            .filter(job -> job.record.state() == JobState.QUEUED && !job.held)
                            .filter(job -> kinds.lane(job.record.spec()).equals(lane))
                            .min(Comparator.comparing(job -> job.record, WaitingLine.ORDER));
                    if (first.isPresent()) {
                        return first.get();
                    }
                }
                changed.awaitUninterruptibly();
            }
            return null;
        } finally {
            lock.unlock();
        }
    }

    private void signal() {
        lock.lock();
        try {
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private QueuedJob require(long id) {
        QueuedJob job = jobs.get(id);
        if (job == null) {
            throw new NoSuchElementException("there is no job " + id);
        }
        return job;
    }

    private void requireOpen() throws WorkbenchException {
        if (closed) {
            throw new WorkbenchException("The project is being closed; no more jobs are started.");
        }
    }
}
