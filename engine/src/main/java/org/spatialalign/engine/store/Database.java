package org.spatialalign.engine.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jdbi.v3.core.ConnectionException;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;
import org.spatialalign.engine.store.ProjectException.Reason;

/**
 * The open database. Safe to call from any thread: one connection writes, behind a lock; others read, as many as there
 * are threads reading. Inside a transaction a thread reads its own writes.
 */
final class Database implements AutoCloseable {

    private static final int IDLE_READERS = 4;

    /** Work with a connection. */
    @FunctionalInterface
    interface Action<T, X extends Exception> {
        T run(Handle handle) throws ProjectException, X;
    }

    private final Connections connections;
    private final Consumer<ProjectChange> afterCommit;
    private final @Nullable Handle writer;
    private final @Nullable Object fileKey;
    private final ReentrantLock lock = new ReentrantLock();
    private final Deque<Handle> readers = new ConcurrentLinkedDeque<>();
    /** Of the transaction in progress; guarded by the lock. */
    private final Set<ProjectChange> changes = new LinkedHashSet<>();

    private int savepoints;
    private volatile boolean closed;

    /**
     * @param writerConnection null for read-only
     * @param afterCommit gets each change, on the thread that made it, when it is on disk
     */
    Database(Connections connections, @Nullable Connection writerConnection, Consumer<ProjectChange> afterCommit)
            throws ProjectException {
        this.connections = connections;
        this.afterCommit = afterCommit;
        this.writer = writerConnection == null ? null : handle(writerConnection);
        this.fileKey = keyOf(connections.file());
    }

    <T, X extends Exception> T read(Action<T, X> action) throws ProjectException, X {
        if (writer != null && lock.isHeldByCurrentThread()) {
            return translated(writer, action);
        }
        Handle reader = takeReader();
        try {
            return translated(reader, action);
        } finally {
            giveBack(reader);
        }
    }

    /** All of it or nothing. Inside another transaction of the same thread it becomes a part of that. */
    <T, X extends Exception> T write(Action<T, X> action) throws ProjectException, X {
        Handle handle = writer;
        if (handle == null) {
            throw new ProjectException(
                    Reason.READ_ONLY,
                    connections.file().getParent() + " is open read-only: it can be looked at, not changed.");
        }
        if (lock.isHeldByCurrentThread()) {
            return nested(handle, action);
        }
        List<ProjectChange> done;
        T result;
        lock.lock();
        try {
            result = outermost(handle, action);
            done = List.copyOf(changes);
        } finally {
            changes.clear();
            lock.unlock();
        }
        done.forEach(afterCommit);
        return result;
    }

    /** Whether this thread is inside {@link #write}. */
    boolean inTransaction() {
        return lock.isHeldByCurrentThread();
    }

    /** To be called within {@link #write}: announces a change once it is on disk. */
    void changed(ProjectChange.Kind kind, @Nullable String clipId) {
        if (!lock.isHeldByCurrentThread()) {
            throw new IllegalStateException("changes belong into a transaction");
        }
        changes.add(new ProjectChange(kind, clipId));
    }

    Path file() {
        return connections.file();
    }

    @Override
    public void close() throws ProjectException {
        lock.lock();
        try {
            if (closed) {
                return;
            }
            closed = true;
            for (Handle reader = readers.poll(); reader != null; reader = readers.poll()) {
                close(reader);
            }
            // Last, so that it folds the write-ahead log into the database.
            if (writer != null) {
                close(writer);
            }
        } catch (JdbiException e) {
            throw DatabaseErrors.of(file(), e);
        } finally {
            lock.unlock();
        }
    }

    private <T, X extends Exception> T outermost(Handle handle, Action<T, X> action) throws ProjectException, X {
        requireOpen();
        requireStillThere();
        boolean done = false;
        try {
            handle.begin();
            T result = action.run(handle);
            handle.commit();
            done = true;
            return result;
        } catch (JdbiException e) {
            throw DatabaseErrors.of(file(), e);
        } finally {
            if (!done) {
                rollBack(handle);
            }
        }
    }

    private static void rollBack(Handle handle) {
        try {
            handle.rollback();
        } catch (JdbiException e) {
            // After some errors (a full disk) SQLite has rolled back by itself, and says that there is nothing to do.
        }
    }

    private static void rollBackTo(Handle handle, String savepoint) {
        try {
            handle.rollbackToSavepoint(savepoint);
        } catch (JdbiException e) {
            // Then the whole transaction is gone already, and committing it will fail.
        }
    }

    private <T, X extends Exception> T nested(Handle handle, Action<T, X> action) throws ProjectException, X {
        String name = "part" + savepoints++;
        List<ProjectChange> before = new ArrayList<>(changes);
        boolean done = false;
        try {
            handle.savepoint(name);
            T result = action.run(handle);
            handle.releaseSavepoint(name);
            done = true;
            return result;
        } catch (JdbiException e) {
            throw DatabaseErrors.of(file(), e);
        } finally {
            savepoints--;
            if (!done) {
                changes.retainAll(before);
                rollBackTo(handle, name);
            }
        }
    }

    private <T, X extends Exception> T translated(Handle handle, Action<T, X> action) throws ProjectException, X {
        try {
            return action.run(handle);
        } catch (JdbiException e) {
            throw DatabaseErrors.of(file(), e);
        }
    }

    private Handle takeReader() throws ProjectException {
        requireOpen();
        Handle idle = readers.poll();
        if (idle != null) {
            return idle;
        }
        try {
            return handle(connections.reader());
        } catch (SQLException e) {
            throw DatabaseErrors.of(file(), e);
        }
    }

    private void giveBack(Handle reader) {
        if (closed || readers.size() >= IDLE_READERS) {
            close(reader);
            return;
        }
        readers.push(reader);
        // It may have been closed in between.
        if (closed && readers.remove(reader)) {
            close(reader);
        }
    }

    private static Handle handle(Connection connection) {
        return Jdbi.create(connection).open();
    }

    /** Closing a handle alone leaves a connection open that it did not open itself. */
    private static void close(Handle handle) {
        try (Connection connection = handle.getConnection()) {
            handle.close();
        } catch (SQLException e) {
            throw new ConnectionException(e);
        }
    }

    private void requireOpen() throws ProjectException {
        if (closed) {
            throw new ProjectException(Reason.CLOSED, file().getParent() + " has been closed.");
        }
    }

    /** SQLite goes on writing into a deleted file without a word; so look before each transaction. */
    void requireStillThere() throws ProjectException {
        try {
            Object now = keyOf(file());
            if (fileKey == null || fileKey.equals(now)) {
                return;
            }
        } catch (ProjectException e) {
            throw gone(e);
        }
        throw gone(null);
    }

    private ProjectException gone(@Nullable ProjectException cause) {
        return new ProjectException(
                Reason.GONE,
                file() + " was deleted, moved or replaced while the project was open; the change was not saved."
                        + " Put the folder back, then close and open the project.",
                cause);
    }

    private static @Nullable Object keyOf(Path file) throws ProjectException {
        try {
            return Files.readAttributes(file, BasicFileAttributes.class).fileKey();
        } catch (IOException e) {
            throw FileErrors.of(file, e);
        }
    }
}
