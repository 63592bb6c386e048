package org.spatialalign.engine.interchange.tensorboard;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.spatialalign.engine.core.FileFault;
import org.spatialalign.engine.interchange.InterchangeException;

/**
 * Reads the scalars of event files, ours and those of other trainers. A record that is cut off at the end of a file is
 * left out: its writer may still be at it. Anything else that is wrong is refused with its place.
 */
public final class EventReader {

    /** No event with scalars comes near this; a longer one is damage, not data. */
    private static final int LONGEST = 64 << 20;

    private EventReader() {}

    /**
     * The scalars of all event files of a folder, in the order in which they were written; what a later file took back
     * is left out.
     */
    public static List<Scalar> readFolder(Path folder) throws InterchangeException {
        List<Path> files;
        try (Stream<Path> all = Files.list(folder)) {
            files = all.filter(file -> file.getFileName().toString().contains("tfevents"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new InterchangeException(folder, "", "cannot be read: " + FileFault.reason(e), e);
        }
        List<Scalar> scalars = new ArrayList<>();
        for (Path file : files) {
            readInto(file, scalars);
        }
        return scalars;
    }

    public static List<Scalar> readFile(Path file) throws InterchangeException {
        List<Scalar> scalars = new ArrayList<>();
        readInto(file, scalars);
        return scalars;
    }

    private static void readInto(Path file, List<Scalar> scalars) throws InterchangeException {
        long offset = 0;
        try (InputStream raw = Files.newInputStream(file);
                DataInputStream in = new DataInputStream(new BufferedInputStream(raw, 1 << 16))) {
            while (true) {
                byte[] head = in.readNBytes(EventRecords.HEAD);
                if (head.length < EventRecords.HEAD) {
                    return;
                }
                ByteBuffer view = ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN);
                long length = view.getLong(0);
                if (view.getInt(8) != EventRecords.maskedCrc(head, 0, 8) || length < 0 || length > LONGEST) {
                    throw new InterchangeException(
                            file, "byte " + offset, "is no event file, or is damaged here (a length is wrong)");
                }
                byte[] event = in.readNBytes((int) length);
                byte[] tail = in.readNBytes(EventRecords.TAIL);
                if (event.length < length || tail.length < EventRecords.TAIL) {
                    return;
                }
                int crc = ByteBuffer.wrap(tail).order(ByteOrder.LITTLE_ENDIAN).getInt();
                if (crc != EventRecords.maskedCrc(event, 0, event.length)) {
                    throw new InterchangeException(file, "byte " + offset, "is damaged here (a checksum is wrong)");
                }
                try {
                    EventMessage.readInto(event, scalars);
                } catch (IllegalArgumentException e) {
                    throw new InterchangeException(
                            file, "byte " + offset, "has an event that cannot be read: " + e.getMessage(), e);
                }
                offset += EventRecords.HEAD + length + EventRecords.TAIL;
            }
        } catch (IOException e) {
            throw new InterchangeException(file, "", "cannot be read: " + FileFault.reason(e), e);
        }
    }
}
