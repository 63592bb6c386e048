package org.spatialalign.engine.tensor.safetensors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.spatialalign.engine.core.WorkbenchException;
import org.spatialalign.engine.golden.Golden;
import org.spatialalign.engine.tensor.ElementType;
import org.spatialalign.engine.tensor.TensorInfo;
import org.spatialalign.engine.tensor.TensorLoader;
import org.spatialalign.engine.tensor.TensorSource;
import org.spatialalign.engine.tensor.Torch;

/** Good files to the bit, bad files refused with the reason. Everything is compared exactly. */
@Tag("golden")
class SafetensorsGoldenTest {

    private final Path folder = Golden.folder("safetensors");

    private static final Map<String, ElementType> TYPES = Map.of(
            "float64", ElementType.F64,
            "float32", ElementType.F32,
            "float16", ElementType.F16,
            "bfloat16", ElementType.BF16,
            "int64", ElementType.I64,
            "int32", ElementType.I32,
            "int16", ElementType.I16,
            "int8", ElementType.I8,
            "uint8", ElementType.U8,
            "bool", ElementType.BOOL);

    /** What the refusal has to say, besides the file; one pattern for each bad file. */
    private static final Map<String, String> REASONS = Map.ofEntries(
            Map.entry("bad_sharded/missing_shard", "is not there"),
            Map.entry("bad_sharded/tensor_not_in_shard", "does not hold this tensor, although the index says so"),
            Map.entry("bad_sharded/path_escape", "points outside the folder"),
            Map.entry("bad/empty_file.safetensors", "the file has \\d+ bytes; 8 are needed"),
            Map.entry("bad/five_bytes.safetensors", "the file has \\d+ bytes; 8 are needed"),
            Map.entry("bad/header_beyond_file.safetensors", "runs past the end of the file"),
            Map.entry("bad/header_length_negative_as_signed.safetensors", "at most 100000000 are read"),
            Map.entry("bad/header_length_100MB_plus.safetensors", "at most 100000000 are read"),
            Map.entry("bad/header_length_zero.safetensors", "the header has length 0; expected a JSON object"),
            Map.entry("bad/bad_json.safetensors", "is not complete"),
            Map.entry("bad/json_array.safetensors", "the header starts with '\\['; expected a JSON object"),
            Map.entry("bad/json_leading_space.safetensors", "the header starts with byte 32"),
            Map.entry("bad/not_utf8.safetensors", "the header is not UTF-8 text"),
            Map.entry(
                    "bad/deep_json.safetensors", "expected an object with dtype, shape and data_offsets, found a list"),
            Map.entry(
                    "bad/overlap.safetensors",
                    "tensor 'b', data_offsets \\[\\d+, \\d+\\]: it starts inside tensor 'a'"),
            Map.entry("bad/same_range_twice.safetensors", "it starts inside tensor"),
            Map.entry("bad/hole.safetensors", "bytes \\d+ to \\d+ before it belong to no tensor"),
            Map.entry("bad/data_truncated.safetensors", "the data ends \\d+ bytes early"),
            Map.entry("bad/trailing_bytes.safetensors", "\\d+ bytes follow the last tensor"),
            Map.entry("bad/begin_after_end.safetensors", "data_offsets: begin \\d+ is after end \\d+"),
            Map.entry("bad/negative_offset.safetensors", "data_offsets: -\\d+ is negative"),
            Map.entry("bad/fractional_offset.safetensors", "data_offsets: expected integers, found \\d+\\.\\d+"),
            Map.entry("bad/offset_beyond_long.safetensors", "data_offsets: \\d+ does not fit 64 bits"),
            Map.entry("bad/three_offsets.safetensors", "expected two numbers, begin and end"),
            Map.entry(
                    "bad/size_mismatch.safetensors",
                    "\\[\\d+\\] of F32 needs \\d+ bytes, but data_offsets \\[\\d+, \\d+\\] hold \\d+"),
            Map.entry("bad/shape_overflow.safetensors", "does not fit 64 bits"),
            Map.entry("bad/shape_overflow_wraps_to_fit.safetensors", "does not fit 64 bits"),
            Map.entry("bad/negative_shape.safetensors", "shape: -\\d+ is negative"),
            Map.entry("bad/unknown_dtype.safetensors", "dtype: 'F12' is unknown"),
            Map.entry("bad/missing_shape.safetensors", "the field shape is missing"),
            Map.entry("bad/null_entry.safetensors", "tensor 'a': expected an object"),
            Map.entry("bad/duplicate_name.safetensors", "the name 'a' occurs twice"),
            Map.entry("bad/metadata_not_strings.safetensors", "'rank': expected a string"),
            Map.entry("bad/metadata_is_tensor.safetensors", "it cannot be a tensor"));

    @TestFactory
    Stream<DynamicTest> goodFiles() {
        JsonNode cases = Golden.json(folder.resolve("good.json"));
        return cases.properties().stream()
                .map(one -> DynamicTest.dynamicTest(one.getKey(), () -> {
                    JsonNode want = one.getValue();
                    Path file = want.has("index")
                            ? folder.resolve(one.getKey())
                                    .resolve(want.get("index").textValue())
                            : folder.resolve("good").resolve(one.getKey());
                    try (TensorSource source = Safetensors.open(file)) {
                        assertThat(source.names()).containsExactlyInAnyOrderElementsOf(names(want.get("tensors")));
                        if (source instanceof SafetensorsFile single && want.has("metadata")) {
                            assertThat(single.metadata()).isEqualTo(strings(want.get("metadata")));
                        }
                        for (Map.Entry<String, JsonNode> tensor :
                                want.get("tensors").properties()) {
                            checkTensor(source, tensor.getKey(), tensor.getValue());
                        }
                    }
                }));
    }

    private static void checkTensor(TensorSource source, String name, JsonNode want) throws WorkbenchException {
        ElementType type = TYPES.get(want.get("dtype").textValue());
        if (type == null) {
            assertThatThrownBy(() -> source.info(name))
                    .isInstanceOf(WorkbenchException.class)
                    .hasMessageContaining(source.origin())
                    .hasMessageContaining("'" + name + "'")
                    .hasMessageContaining("which is not read");
            return;
        }
        TensorInfo info = source.info(name);
        assertThat(info.type()).isEqualTo(type);
        assertThat(info.shape()).isEqualTo(longs(want.get("shape")));
        ByteBuffer bytes = source.slice(name, 0, (int) info.bytes());
        assertThat(bytes.isDirect()).isTrue();
        assertThat(bytes.remaining()).isEqualTo((int) info.bytes());
        assertThat(bytes.alignmentOffset(0, type.bytes())).isZero();
        if (want.has("bytes_sha256")) {
            assertThat(sha256(bytes)).isEqualTo(want.get("bytes_sha256").textValue());
        }
        if (type.isFloat()) {
            checkFloats(source, name, want.get("values"));
        } else {
            checkIntegers(bytes, type, want.get("values"));
        }
    }

    /** All values of float16 and bfloat16 are float32 values, too; those of float64 are rounded. */
    private static void checkFloats(TensorSource source, String name, JsonNode values) throws WorkbenchException {
        try (NDManager manager = Torch.newManager(Device.cpu())) {
            NDArray got = TensorLoader.load(source, name, manager, DataType.FLOAT32);
            List<Long> shape = new ArrayList<>();
            for (long size : got.getShape().getShape()) {
                shape.add(size);
            }
            assertThat(shape).isEqualTo(source.info(name).shape());
            float[] floats = got.size() == 0 ? new float[0] : got.toFloatArray();
            assertThat(floats).hasSize(values.size());
            for (int i = 0; i < floats.length; i++) {
                JsonNode value = values.get(i);
                float want = (float) (value.isTextual() ? Double.parseDouble(value.textValue()) : value.doubleValue());
                // By bits: zero has a sign, and NaN is equal to itself.
                assertThat(Float.floatToIntBits(floats[i]))
                        .as("%s[%d]", name, i)
                        .isEqualTo(Float.floatToIntBits(want));
            }
        }
    }

    private static void checkIntegers(ByteBuffer bytes, ElementType type, JsonNode values) {
        for (int i = 0; i < values.size(); i++) {
            long got =
                    switch (type) {
                        case I64 -> bytes.getLong(8 * i);
                        case I32 -> bytes.getInt(4 * i);
                        case I16 -> bytes.getShort(2 * i);
                        case I8 -> bytes.get(i);
                        default -> bytes.get(i) & 0xff;
                    };
            JsonNode value = values.get(i);
            assertThat(got).isEqualTo(value.isBoolean() ? (value.booleanValue() ? 1 : 0) : value.longValue());
        }
    }

    @TestFactory
    Stream<DynamicTest> badFiles() {
        List<DynamicTest> tests = new ArrayList<>();
        for (JsonNode one : Golden.json(folder.resolve("bad.json"))) {
            String name = one.get("file").textValue();
            if (one.get("good_reader").textValue().startsWith("refuses")) {
                tests.add(DynamicTest.dynamicTest(
                        name, () -> assertThatThrownBy(() -> Safetensors.open(folder.resolve(name)))
                                .isInstanceOf(WorkbenchException.class)
                                .hasMessageContaining(folder.resolve(name).toString())
                                .hasMessageFindingMatch(REASONS.getOrDefault(name, ": "))));
            }
        }
        assertThat(tests).isNotEmpty();
        return tests.stream();
    }

    /** Bytes that are neither 0 nor 1 are handed out as they are. */
    @Test
    void oddBooleans() throws WorkbenchException {
        try (SafetensorsFile file = SafetensorsFile.open(folder.resolve("bad/bool_not_0_or_1.safetensors"))) {
            for (String name : file.names()) {
                TensorInfo info = file.info(name);
                assertThat(file.slice(name, 0, (int) info.bytes()).remaining()).isEqualTo((int) info.bytes());
            }
        }
    }

    private static List<String> names(JsonNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static Map<String, String> strings(JsonNode object) {
        Map<String, String> strings = new LinkedHashMap<>();
        object.properties()
                .forEach(field -> strings.put(field.getKey(), field.getValue().textValue()));
        return strings;
    }

    private static List<Long> longs(JsonNode array) {
        List<Long> longs = new ArrayList<>();
        array.forEach(number -> longs.add(number.longValue()));
        return longs;
    }

    private static String sha256(ByteBuffer bytes) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(bytes.duplicate());
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
