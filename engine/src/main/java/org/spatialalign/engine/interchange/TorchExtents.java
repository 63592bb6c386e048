package org.spatialalign.engine.interchange;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.spatialalign.engine.interchange.pickle.PickleException;
import org.spatialalign.engine.interchange.pickle.PickleList;
import org.spatialalign.engine.interchange.pickle.TorchNames;
import org.spatialalign.engine.interchange.pickle.TorchStorage;
import org.spatialalign.engine.interchange.pickle.TorchTensor;
import org.spatialalign.engine.interchange.pickle.Unpickler;

/**
 * A torch file taken apart: what its pickle says, and where in the file the storages lie. Nothing is unpacked; the
 * largest thing ever held is the pickle.
 *
 * @param storages first byte and length of each storage in the file, by key
 */
record TorchExtents(TorchContents contents, Map<String, Extent> storages) {

    record Extent(long start, long length) {}

    private static final int MOST_OBJECTS = 5_000_000;
    private static final int LONGEST_PICKLE = 64 << 20;
    private static final int MOST_ENTRIES = 200_000;

    /** What the old format begins with: a pickle of the number 0x1950a86a20f9469cfc6c. */
    private static final byte[] OLD_MAGIC = {
        (byte) 0x80,
        2,
        (byte) 0x8a,
        10,
        0x6c,
        (byte) 0xfc,
        (byte) 0x9c,
        0x46,
        (byte) 0xf9,
        0x20,
        0x6a,
        (byte) 0xa8,
        0x50,
        0x19
    };

    /** @throws PickleException with the reason when this is no sound checkpoint */
    static TorchExtents of(FileChannel channel) throws IOException, PickleException {
        ByteBuffer head = map(channel, 0, Math.min(channel.size(), OLD_MAGIC.length));
        if (head.remaining() >= 4 && head.getInt(0) == 0x04034b50) {
            return archive(channel);
        }
        if (head.equals(ByteBuffer.wrap(OLD_MAGIC))) {
            return stream(channel);
        }
        throw new PickleException("is no torch checkpoint: it begins neither as a zip archive nor as the stream that"
                + " torch wrote before version 1.6");
    }

    private static ByteBuffer map(FileChannel channel, long start, long length) throws IOException {
        return channel.map(MapMode.READ_ONLY, start, length).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static TorchExtents archive(FileChannel channel) throws IOException, PickleException {
        Map<String, ZipArchiveEntry> entries = entries(channel);
        String root = entries.keySet().stream()
                .filter(name -> name.endsWith("/data.pkl") && name.indexOf('/') == name.lastIndexOf('/'))
                .map(name -> name.substring(0, name.indexOf('/') + 1))
                .findFirst()
                .orElseThrow(() -> new PickleException("has no data.pkl, which says what a torch archive holds"));
        for (ZipArchiveEntry entry : entries.values()) {
            if (!entry.getName().startsWith(root) || entry.getName().contains("..")) {
                throw new PickleException("has an entry '" + entry.getName() + "' outside of its folder " + root);
            }
        }
        ZipArchiveEntry order = entries.get(root + "byteorder");
        if (order != null && order.getSize() <= 6 && text(channel, order).equals("big")) {
            throw new PickleException("was written by a machine with the other byte order (big-endian)");
        }
        ZipArchiveEntry pickle = entries.get(root + "data.pkl");
        if (pickle == null || pickle.getSize() > LONGEST_PICKLE) {
            throw new PickleException("has a data.pkl of more than " + (LONGEST_PICKLE >> 20) + " MB");
        }
        ByteBuffer bytes = map(channel, pickle.getDataOffset(), pickle.getSize());
        TorchContents contents = TorchContents.of(Unpickler.load(bytes, new TorchNames(), MOST_OBJECTS));
        Map<String, Extent> storages = new HashMap<>();
        for (TorchTensor tensor : contents.tensors().values()) {
            TorchStorage storage = tensor.storage();
            ZipArchiveEntry entry = entries.get(root + "data/" + storage.key());
            if (entry == null) {
                throw new PickleException("has a tensor in the storage " + storage.key() + ", but no entry " + root
                        + "data/" + storage.key());
            }
            checkLength(storage, entry.getSize());
            storages.put(storage.key(), new Extent(entry.getDataOffset(), entry.getSize()));
        }
        return new TorchExtents(contents, storages);
    }

    private static Map<String, ZipArchiveEntry> entries(FileChannel channel) throws IOException, PickleException {
        Map<String, ZipArchiveEntry> entries = new HashMap<>();
        // Closing the archive would close the channel, from which the numbers are still to be read.
        ZipFile zip = openZip(channel);
        for (ZipArchiveEntry entry : Collections.list(zip.getEntries())) {
            if (entries.size() == MOST_ENTRIES) {
                throw new PickleException("has more than " + MOST_ENTRIES + " entries");
            }
            if (entries.put(entry.getName(), entry) != null) {
                throw new PickleException("has two entries '" + entry.getName() + "'");
            }
            if (entry.getMethod() != ZipArchiveEntry.STORED || entry.getSize() != entry.getCompressedSize()) {
                throw new PickleException("has a compressed entry '" + entry.getName() + "' that would unpack to "
                        + entry.getSize() + " bytes; torch compresses nothing");
            }
            if (entry.getDataOffset() < 0 || entry.getSize() > channel.size() - entry.getDataOffset()) {
                throw new PickleException("has an entry '" + entry.getName() + "' that reaches beyond the file's end");
            }
        }
        return entries;
    }

    private static ZipFile openZip(FileChannel channel) throws PickleException {
        try {
            return ZipFile.builder().setSeekableByteChannel(channel).get();
        } catch (IOException | IllegalArgumentException e) {
            throw new PickleException("is a damaged or cut off zip archive (" + e.getMessage() + ")", e);
        }
    }

    private static String text(FileChannel channel, ZipArchiveEntry entry) throws IOException {
        return StandardCharsets.US_ASCII
                .decode(map(channel, entry.getDataOffset(), entry.getSize()))
                .toString();
    }

    private static void checkLength(TorchStorage storage, long bytes) throws PickleException {
        if (bytes != storage.bytes()) {
            throw new PickleException("has a storage " + storage.key() + " of " + bytes + " bytes; "
                    + storage.elements() + " numbers of type " + storage.type() + " take " + storage.bytes());
        }
    }

    /** Five pickles (magic number, version, machine, tensors, keys), then each storage behind its length. */
    private static TorchExtents stream(FileChannel channel) throws IOException, PickleException {
        ByteBuffer bytes = map(channel, 0, Math.min(channel.size(), LONGEST_PICKLE));
        TorchNames names = new TorchNames();
        for (int i = 0; i < 3; i++) {
            Unpickler.next(bytes, names, MOST_OBJECTS);
        }
        TorchContents contents = TorchContents.of(Unpickler.next(bytes, names, MOST_OBJECTS));
        if (!(Unpickler.next(bytes, names, MOST_OBJECTS) instanceof PickleList keys)) {
            throw new PickleException("has no list of its storages");
        }
        Map<String, TorchStorage> wanted = new HashMap<>();
        contents.tensors()
                .values()
                .forEach(tensor -> wanted.put(tensor.storage().key(), tensor.storage()));
        Map<String, Extent> storages = new HashMap<>();
        long at = bytes.position();
        for (int i = 0; i < keys.size(); i++) {
            TorchStorage storage = wanted.get(String.valueOf(keys.get(i)));
            if (storage == null) {
                throw new PickleException("has a storage " + Unpickler.describe(keys.get(i))
                        + " that no tensor uses, so that its length is unknown");
            }
            if (channel.size() - at < 8 || channel.size() - at - 8 < storage.bytes()) {
                throw new PickleException("is cut off in the storage " + storage.key());
            }
            checkLength(storage, map(channel, at, 8).getLong() * storage.type().bytes());
            storages.put(storage.key(), new Extent(at + 8, storage.bytes()));
            at += 8 + storage.bytes();
        }
        if (!storages.keySet().containsAll(wanted.keySet())) {
            throw new PickleException("lacks a storage that its tensors use");
        }
        return new TorchExtents(contents, storages);
    }
}
