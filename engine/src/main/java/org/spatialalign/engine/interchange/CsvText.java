package org.spatialalign.engine.interchange;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PushbackInputStream;
import java.io.Reader;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The characters of a CSV: byte order marks on the way in, quotes only where needed on the way out. */
final class CsvText {

    private CsvText() {}

    /**
     * Opens a text file: UTF-8, or UTF-16 when its mark says so. Bytes that are neither make reading fail with a
     * {@link java.nio.charset.CharacterCodingException}.
     */
    static Reader open(Path file) throws IOException {
        PushbackInputStream in = new PushbackInputStream(Files.newInputStream(file), 3);
        try {
            byte[] start = in.readNBytes(3);
            Charset charset = StandardCharsets.UTF_8;
            int mark = 0;
            if (start.length >= 3
                    && (start[0] & 0xff) == 0xef
                    && (start[1] & 0xff) == 0xbb
                    && (start[2] & 0xff) == 0xbf) {
                mark = 3;
            } else if (start.length >= 2 && (start[0] & 0xff) == 0xff && (start[1] & 0xff) == 0xfe) {
                mark = 2;
                charset = StandardCharsets.UTF_16LE;
            } else if (start.length >= 2 && (start[0] & 0xff) == 0xfe && (start[1] & 0xff) == 0xff) {
                mark = 2;
                charset = StandardCharsets.UTF_16BE;
            }
            in.unread(start, mark, start.length - mark);
            return reader(in, charset);
        } catch (IOException e) {
            in.close();
            throw e;
        }
    }

    private static Reader reader(InputStream in, Charset charset) {
        return new BufferedReader(new InputStreamReader(
                in,
                charset.newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT)));
    }

    /** One row as Python's csv module and pandas write it, without the line end. */
    static String row(List<String> fields) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < fields.size(); i++) {
            if (i > 0) {
                line.append(',');
            }
            String field = fields.get(i);
            if (needsQuotes(field)) {
                line.append('"').append(field.replace("\"", "\"\"")).append('"');
            } else {
                line.append(field);
            }
        }
        return line.toString();
    }

    private static boolean needsQuotes(String field) {
        for (int i = 0; i < field.length(); i++) {
            char c = field.charAt(i);
            if (c == ',' || c == '"' || c == '\n' || c == '\r') {
                return true;
            }
        }
        return false;
    }
}
