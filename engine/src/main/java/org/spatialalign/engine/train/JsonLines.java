package org.spatialalign.engine.train;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Arrays;
import org.spatialalign.engine.core.FileFault;
import org.spatialalign.engine.core.Json;
import org.spatialalign.engine.core.WorkbenchException;

/**
 * A file that is only ever appended to, one JSON object per line: when something was said, and what, under a key of its
 * kind. A line that a kill has torn is no line: readers wait for its end, and the next writer removes it.
 */
final class JsonLines {

    static final String AT = "at";

    private JsonLines() {}

    /** Takes a line; what it throws is told with the file and the line's number. */
    @FunctionalInterface
    interface Sink {
        void take(JsonNode line) throws WorkbenchException;
    }

    /** Reads a file while it grows. One thread. */
    static final class Reader {

        private final Path file;
        private long offset;
        private long line;

        /** @param file need not be there yet */
        Reader(Path file) {
            this.file = file;
        }

        /** How far the file has been read, in bytes. */
        long offset() {
            return offset;
        }

        /**
         * Reads the whole lines that were written since the last call.
         *
         * @return whether there were any
         * @throws WorkbenchException when the file cannot be read, or a line in it makes no sense
         */
        boolean refresh(Sink sink) throws WorkbenchException {
            byte[] bytes;
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
                ByteBuffer buffer = ByteBuffer.allocate(Math.toIntExact(Math.max(0, channel.size() - offset)));
                while (buffer.hasRemaining() && channel.read(buffer, offset + buffer.position()) >= 0) {
                    // Until the end, or what was the end a moment ago.
                }
                bytes = Arrays.copyOf(buffer.array(), buffer.position());
            } catch (NoSuchFileException e) {
                return false;
            } catch (IOException e) {
                throw new WorkbenchException("cannot read " + file + ": " + FileFault.reason(e), e);
            }
            int start = 0;
            for (int i = 0; i < bytes.length; i++) {
                if (bytes[i] == '\n') {
                    line++;
                    take(new String(bytes, start, i - start, StandardCharsets.UTF_8), sink);
                    start = i + 1;
                }
            }
            offset += start;
            return start > 0;
        }

        private void take(String text, Sink sink) throws WorkbenchException {
            try {
                sink.take(Json.parse(text));
            } catch (WorkbenchException e) {
                throw new WorkbenchException(file + ", line " + line + ": " + e.getMessage(), e);
            }
        }
    }

    /** Appends to a file. One thread, and one writer at a time. */
    static final class Writer implements AutoCloseable {

        private final Path file;
        private final FileChannel channel;

        private Writer(Path file, FileChannel channel) {
            this.file = file;
            this.channel = channel;
        }

        static Writer open(Path file) throws WorkbenchException {
            try {
                Writer writer =
                        new Writer(file, FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE));
                writer.cutOffTorn();
                return writer;
            } catch (IOException e) {
                throw unwritable(file, e);
            }
        }

        private void cutOffTorn() throws IOException {
            byte[] all = Files.readAllBytes(file);
            int end = all.length;
            while (end > 0 && all[end - 1] != '\n') {
                end--;
            }
            channel.truncate(end);
            channel.position(end);
        }

        /** Whether there is no line yet. */
        boolean isEmpty() throws WorkbenchException {
            try {
                return channel.position() == 0;
            } catch (IOException e) {
                throw unwritable(file, e);
            }
        }

        void line(Instant at, String key, Object value) throws WorkbenchException {
            ObjectNode line = Json.object();
            line.set(AT, Json.tree(at));
            line.set(key, Json.tree(value));
            ByteBuffer bytes = ByteBuffer.wrap((Json.write(line) + "\n").getBytes(StandardCharsets.UTF_8));
            try {
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
            } catch (IOException e) {
                throw unwritable(file, e);
            }
        }

        private static WorkbenchException unwritable(Path file, IOException e) {
            return new WorkbenchException("cannot write " + file + ": " + FileFault.reason(e), e);
        }

        @Override
        public void close() throws WorkbenchException {
            try {
                channel.close();
            } catch (IOException e) {
                throw unwritable(file, e);
            }
        }
    }
}
