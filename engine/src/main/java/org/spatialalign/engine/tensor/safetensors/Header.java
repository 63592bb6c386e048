package org.spatialalign.engine.tensor.safetensors;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.spatialalign.engine.tensor.ElementType;

/**
 * What stands at the start of a safetensors file, found sound.
 *
 * @param entries by name, in the order of the text
 * @param metadata strings that the writer put beside the tensors
 * @param dataStart where in the file the numbers start
 */
record Header(Map<String, Entry> entries, Map<String, String> metadata, long dataStart) {

    /** Name of the entry that is no tensor. */
    static final String METADATA = "__metadata__";

    /** Header lengths above this are refused, as the reference implementation does. */
    static final int LIMIT = 100_000_000;

    /** Types that the format knows and nothing here computes with, and their sizes in bits. */
    private static final Map<String, Integer> OTHER_TYPES = Map.ofEntries(
            Map.entry("U16", 16),
            Map.entry("U32", 32),
            Map.entry("U64", 64),
            Map.entry("C64", 64),
            Map.entry("F8_E4M3", 8),
            Map.entry("F8_E5M2", 8),
            Map.entry("F8_E8M0", 8),
            Map.entry("F8_E4M3FNUZ", 8),
            Map.entry("F8_E5M2FNUZ", 8),
            Map.entry("F6_E2M3", 6),
            Map.entry("F6_E3M2", 6),
            Map.entry("F4", 4));

    /** One tensor: its bytes are {@code begin} to {@code end}, counted from the start of the data. */
    record Entry(String name, String dtype, List<Long> shape, long begin, long end) {}

    /** Bits that one number takes; empty for a type that the format does not know. */
    static Optional<Integer> bits(String dtype) {
        return ElementType.named(dtype)
                .map(type -> type.bytes() * 8)
                .or(() -> Optional.ofNullable(OTHER_TYPES.get(dtype)));
    }
}
