package org.spatialalign.engine.tensor;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Puts TorchScript text into the archive that libtorch loads: a zip without compression of the code, a pickle that
 * makes the module's object, and the few notes the format asks for (torch/csrc/jit/serialization).
 */
final class ScriptArchive {

    private ScriptArchive() {}

    /** An archive with one module without weights. {@code type} is the name of the class in {@code code}. */
    static InputStream of(String type, String code) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.setMethod(ZipOutputStream.STORED);
            put(zip, type + "/data.pkl", modulePickle(type));
            put(zip, type + "/code/__torch__.py", code.getBytes(StandardCharsets.UTF_8));
            put(zip, type + "/constants.pkl", new byte[] {(byte) 0x80, 2, ')', '.'});
            put(zip, type + "/version", "10\n".getBytes(StandardCharsets.US_ASCII));
            put(zip, type + "/byteorder", "little".getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write into memory", e);
        }
        return new ByteArrayInputStream(bytes.toByteArray());
    }

    /** {@code __torch__.Ops()} with the state {@code {"training": False}}, in pickle protocol 2. */
    private static byte[] modulePickle(String type) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(new byte[] {(byte) 0x80, 2});
        out.write(("c__torch__\n" + type + "\n").getBytes(StandardCharsets.US_ASCII));
        out.write(new byte[] {')', (byte) 0x81, '}', '(', 'X', 8, 0, 0, 0});
        out.write("training".getBytes(StandardCharsets.US_ASCII));
        out.write(new byte[] {(byte) 0x89, 'u', 'b', '.'});
        return out.toByteArray();
    }

    private static void put(ZipOutputStream zip, String name, byte[] content) throws IOException {
        CRC32 crc = new CRC32();
        crc.update(content);
        ZipEntry entry = new ZipEntry(name);
        entry.setSize(content.length);
        entry.setCompressedSize(content.length);
        entry.setCrc(crc.getValue());
        zip.putNextEntry(entry);
        zip.write(content);
        zip.closeEntry();
    }
}
