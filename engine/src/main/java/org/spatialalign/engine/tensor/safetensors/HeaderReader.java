package org.spatialalign.engine.tensor.safetensors;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.spatialalign.engine.core.WorkbenchException;
import org.spatialalign.engine.tensor.safetensors.Header.Entry;

/**
 * Reads and checks the header of one safetensors file. Files come from strangers, so nothing in them is believed: no
 * memory is taken for a length before it was compared with the file, the JSON is read token by token, and every byte
 * of the data must belong to exactly one tensor (the rules of the reference implementation, huggingface/safetensors).
 */
final class HeaderReader {

    private static final int LENGTH_BYTES = 8;

    /** Tensors of more dimensions exist in no library that could have written them. */
    private static final int MOST_DIMENSIONS = 64;

    private static final JsonFactory JSON = JsonFactory.builder()
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .build();

    private final String file;
    private final Map<String, Entry> entries = new LinkedHashMap<>();
    private final Map<String, String> metadata = new LinkedHashMap<>();
    private boolean metadataSeen;

    private HeaderReader(String file) {
        this.file = file;
    }

    static Header read(String file, FileChannel channel) throws IOException, WorkbenchException {
        return new HeaderReader(file).read(channel);
    }

    private Header read(FileChannel channel) throws IOException, WorkbenchException {
        long size = channel.size();
        if (size < LENGTH_BYTES) {
            throw bad("the file has " + size + " bytes; 8 are needed for the length of the header");
        }
        long length = ByteBuffer.wrap(bytes(channel, 0, LENGTH_BYTES))
                .order(ByteOrder.LITTLE_ENDIAN)
                .getLong();
        if (length < 0 || length > Header.LIMIT) {
            throw bad("the header is said to have " + Long.toUnsignedString(length) + " bytes; at most " + Header.LIMIT
                    + " are read. This may be no safetensors file");
        }
        if (length > size - LENGTH_BYTES) {
            throw bad("the header is said to have " + length + " bytes, which runs past the end of the file ("
                    + (size - LENGTH_BYTES) + " bytes are left); the file may be cut off");
        }
        if (length == 0) {
            throw bad("the header has length 0; expected a JSON object");
        }
        byte[] text = bytes(channel, LENGTH_BYTES, (int) length);
        if (text[0] != '{') {
            throw bad("the header starts with " + shown(text[0]) + "; expected a JSON object, starting with '{'");
        }
        parse(text);
        long dataStart = LENGTH_BYTES + length;
        checkCoverage(size - dataStart);
        return new Header(entries, metadata, dataStart);
    }

    private static String shown(byte character) {
        return character > ' ' && character < 127 ? "'" + (char) character + "'" : "byte " + (character & 0xff);
    }

    private byte[] bytes(FileChannel channel, long position, int length) throws IOException, WorkbenchException {
        ByteBuffer buffer = ByteBuffer.allocate(length);
        while (buffer.hasRemaining()) {
            if (channel.read(buffer, position + buffer.position()) < 0) {
                throw bad("the file became shorter while it was read");
            }
        }
        return buffer.array();
    }

    private void parse(byte[] text) throws IOException, WorkbenchException {
        try (JsonParser parser = JSON.createParser(
                // A decoder that reports; the usual one puts question marks in place of what is wrong.
                new InputStreamReader(new ByteArrayInputStream(text), StandardCharsets.UTF_8.newDecoder()))) {
            parser.nextToken();
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                String name = parser.currentName();
                parser.nextToken();
                if (name.equals(Header.METADATA)) {
                    readMetadata(parser);
                } else if (entries.put(name, readEntry(name, parser)) != null) {
                    throw bad("the name '" + name + "' occurs twice in the header");
                }
            }
            if (parser.nextToken() != null) {
                throw bad("something follows the JSON object in the header; only spaces may");
            }
        } catch (CharacterCodingException e) {
            throw new WorkbenchException(file + ": the header is not UTF-8 text", e);
        } catch (JsonProcessingException e) {
            JsonLocation place = e.getLocation();
            String at = place == null ? "" : "at character " + place.getCharOffset() + ": ";
            throw new WorkbenchException(
                    file + ": the header is not complete, valid JSON (" + at + e.getOriginalMessage() + ")", e);
        }
    }

    private void readMetadata(JsonParser parser) throws IOException, WorkbenchException {
        if (metadataSeen) {
            throw bad("the name '" + Header.METADATA + "' occurs twice in the header");
        }
        metadataSeen = true;
        expect(parser, JsonToken.START_OBJECT, Header.METADATA, "an object of strings");
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String key = parser.currentName();
            parser.nextToken();
            expect(
                    parser,
                    JsonToken.VALUE_STRING,
                    Header.METADATA + ", value of '" + key + "'",
                    "a string (the name is reserved, it cannot be a tensor)");
            if (metadata.put(key, parser.getText()) != null) {
                throw bad(Header.METADATA + ": the key '" + key + "' occurs twice");
            }
        }
    }

    private Entry readEntry(String name, JsonParser parser) throws IOException, WorkbenchException {
        String where = "tensor '" + name + "'";
        expect(parser, JsonToken.START_OBJECT, where, "an object with dtype, shape and data_offsets");
        String dtype = null;
        List<Long> shape = null;
        List<Long> offsets = null;
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String field = parser.currentName();
            String place = where + ", " + field;
            parser.nextToken();
            switch (field) {
                case "dtype" -> {
                    single(dtype, place);
                    expect(parser, JsonToken.VALUE_STRING, place, "the name of a type");
                    dtype = parser.getText();
                }
                case "shape" -> {
                    single(shape, place);
                    shape = integers(parser, place, MOST_DIMENSIONS);
                }
                case "data_offsets" -> {
                    single(offsets, place);
                    offsets = integers(parser, place, 2);
                }
                default -> parser.skipChildren();
            }
        }
        if (offsets != null && offsets.size() != 2) {
            throw bad(where + ", data_offsets: expected two numbers, begin and end, but there are " + offsets.size());
        }
        if (dtype == null || shape == null || offsets == null) {
            String missing = dtype == null ? "dtype" : shape == null ? "shape" : "data_offsets";
            throw bad(where + ": the field " + missing + " is missing");
        }
        Entry entry = new Entry(name, dtype, List.copyOf(shape), offsets.get(0), offsets.get(1));
        checkSize(entry, where);
        return entry;
    }

    private void single(@Nullable Object before, String place) throws WorkbenchException {
        if (before != null) {
            throw bad(place + " occurs twice");
        }
    }

    private List<Long> integers(JsonParser parser, String place, int most) throws IOException, WorkbenchException {
        expect(parser, JsonToken.START_ARRAY, place, "a list of integers");
        List<Long> numbers = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            expect(parser, JsonToken.VALUE_NUMBER_INT, place, "integers");
            if (parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER) {
                throw bad(place + ": " + parser.getText() + " does not fit 64 bits");
            }
            if (parser.getLongValue() < 0) {
                throw bad(place + ": " + parser.getText() + " is negative; expected 0 or more");
            }
            if (numbers.size() == most) {
                throw bad(place + ": expected " + (most == 2 ? "two numbers, begin and end" : "at most " + most)
                        + ", but there are more");
            }
            numbers.add(parser.getLongValue());
        }
        return numbers;
    }

    private void expect(JsonParser parser, JsonToken token, String place, String what)
            throws IOException, WorkbenchException {
        if (parser.currentToken() == null) {
            throw bad("the header is not complete JSON: it ends within " + place);
        }
        if (parser.currentToken() != token) {
            String found = parser.currentToken().isScalarValue() ? parser.getText() : parser.currentToken() + "";
            throw bad(place + ": expected " + what + ", found " + kind(parser.currentToken(), found));
        }
    }

    private static String kind(JsonToken token, String text) {
        return switch (token) {
            case START_ARRAY -> "a list";
            case START_OBJECT -> "an object";
            case VALUE_STRING -> "the string '" + text + "'";
            default -> text;
        };
    }

    private void checkSize(Entry entry, String where) throws WorkbenchException {
        int bits = Header.bits(entry.dtype())
                .orElseThrow(() -> bad(where + ", dtype: '" + entry.dtype() + "' is unknown; expected F32, F16, BF16, "
                        + "I64 or another type of the format"));
        if (entry.begin() > entry.end()) {
            throw bad(where + ", data_offsets: begin " + entry.begin() + " is after end " + entry.end());
        }
        long needed;
        try {
            long elements = 1;
            for (long size : entry.shape()) {
                elements = Math.multiplyExact(elements, size);
            }
            needed = Math.multiplyExact(elements, bits);
        } catch (ArithmeticException e) {
            throw new WorkbenchException(
                    file + ": " + where + ", shape: the product of " + entry.shape() + " does not fit 64 bits", e);
        }
        if (needed % 8 != 0) {
            throw bad(where + ", shape: " + entry.shape() + " of " + entry.dtype() + " does not fill whole bytes");
        }
        if (needed / 8 != entry.end() - entry.begin()) {
            throw bad(where + ", shape: " + entry.shape() + " of " + entry.dtype() + " needs " + needed / 8
                    + " bytes, but data_offsets [" + entry.begin() + ", " + entry.end() + "] hold "
                    + (entry.end() - entry.begin()));
        }
    }

    /** Every byte of the data belongs to exactly one tensor. */
    private void checkCoverage(long available) throws WorkbenchException {
        List<Entry> sorted = new ArrayList<>(entries.values());
        sorted.sort(Comparator.comparingLong(Entry::begin).thenComparingLong(Entry::end));
        long end = 0;
        String before = "";
        for (Entry entry : sorted) {
            String where = "tensor '" + entry.name() + "', data_offsets [" + entry.begin() + ", " + entry.end() + "]: ";
            if (entry.begin() < end) {
                throw bad(where + "it starts inside tensor '" + before + "', which ends at " + end);
            }
            if (entry.begin() > end) {
                throw bad(where + "bytes " + end + " to " + entry.begin() + " before it belong to no tensor");
            }
            if (entry.end() > available) {
                throw bad(where + "the data ends " + (entry.end() - available) + " bytes early, at " + available
                        + "; the file may be cut off");
            }
            end = entry.end();
            before = entry.name();
        }
        if (end < available) {
            throw bad((available - end) + " bytes follow the last tensor, which ends at " + end
                    + " of the data; expected none");
        }
    }

    private WorkbenchException bad(String what) {
        return new WorkbenchException(file + ": " + what);
    }
}
