package org.spatialalign.engine.store;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.spatialalign.engine.core.Json;
import org.spatialalign.engine.core.WorkbenchException;

/**
 * Holds a project for writing. The operating system drops the lock when the process dies, however it dies; the file
 * {@code project.lock} stays and says who had it.
 */
final class ProjectLock implements AutoCloseable {

    static final String FILE = "project.lock";

    /** Locked byte, far behind the text, so that others can read the text where locks are mandatory (Windows). */
    private static final long LOCK_POSITION = 1L << 40;

    /**
     * Folders held by this very process. It has to be known without touching the file: on POSIX systems closing any
     * other channel of a locked file drops the lock.
     */
    private static final Map<Path, Holder> HELD_HERE = new ConcurrentHashMap<>();

    record Holder(String user, String host, long pid, Instant since) {

        String text() {
            String time = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm")
                    .withZone(ZoneId.systemDefault())
                    .format(since);
            return user + "@" + host + ", process " + pid + ", since " + time;
        }
    }

    private final Path folder;
    private final FileChannel channel;
    private final FileLock lock;

    private ProjectLock(Path folder, FileChannel channel, FileLock lock) {
        this.folder = folder;
        this.channel = channel;
        this.lock = lock;
    }

    /** Takes the lock of a folder, given by its real path. */
    static ProjectLock take(Path folder) throws ProjectException {
        Holder me = new Holder(
                System.getProperty("user.name", "?"),
                host(),
                ProcessHandle.current().pid(),
                Instant.now());
        Holder here = HELD_HERE.putIfAbsent(folder, me);
        if (here != null) {
            throw new ProjectBusyException(folder, here.text());
        }
        boolean taken = false;
        try {
            ProjectLock result = lockFile(folder, me);
            taken = true;
            return result;
        } finally {
            if (!taken) {
                HELD_HERE.remove(folder);
            }
        }
    }

    /**
     * Whether anybody, here or elsewhere, holds a folder, given by its real path. A shared lock is asked for and given
     * back at once.
     */
    static boolean held(Path folder) throws ProjectException {
        Path file = folder.resolve(FILE);
        if (HELD_HERE.containsKey(folder)) {
            return true;
        }
        if (!Files.exists(file)) {
            return false;
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
                FileLock looked = channel.tryLock(LOCK_POSITION, 1, true)) {
            return looked == null;
        } catch (IOException e) {
            throw FileErrors.of(file, e);
        }
    }

    private static ProjectLock lockFile(Path folder, Holder me) throws ProjectException {
        Path file = folder.resolve(FILE);
        FileChannel channel = null;
        try {
            channel = FileChannel.open(
                    file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            FileLock lock = channel.tryLock(LOCK_POSITION, 1, false);
            if (lock == null) {
                String holder = holderIn(channel);
                channel.close();
                throw new ProjectBusyException(folder, holder);
            }
            ByteBuffer text = ByteBuffer.wrap(Json.write(me).getBytes(StandardCharsets.UTF_8));
            channel.truncate(0);
            while (text.hasRemaining()) {
                channel.write(text, text.position());
            }
            return new ProjectLock(folder, channel, lock);
        } catch (IOException e) {
            ProjectException problem = FileErrors.of(file, e);
            closeAfter(problem, channel);
            throw problem;
        }
    }

    private static void closeAfter(ProjectException problem, @org.jspecify.annotations.Nullable FileChannel channel) {
        if (channel != null) {
            try {
                channel.close();
            } catch (IOException e) {
                problem.addSuppressed(e);
            }
        }
    }

    private static String holderIn(FileChannel channel) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(4096);
        channel.read(buffer, 0);
        String text = new String(buffer.array(), 0, buffer.position(), StandardCharsets.UTF_8);
        try {
            return Json.read(text, Holder.class).text();
        } catch (WorkbenchException e) {
            return "another program (it has not said which)";
        }
    }

    private static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "this computer";
        }
    }

    @Override
    public void close() throws IOException {
        try (channel) {
            if (Files.exists(folder.resolve(FILE))) {
                channel.truncate(0);
            }
            lock.release();
        } finally {
            HELD_HERE.remove(folder);
        }
    }
}
