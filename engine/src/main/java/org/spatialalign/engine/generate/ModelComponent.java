package org.spatialalign.engine.generate;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * One part of a model, as its files say; nothing is loaded for it.
 *
 * @param folder where its files are
 * @param summary what its configuration says, for people: "30 layers, 12 heads of 128"; empty when it cannot be read
 * @param types numbers in the files by their type, the most frequent first: {F32=1418996800}
 * @param bytes of its tensors, or of its files where it has none
 * @param problems why it cannot be used; empty when it can
 */
public record ModelComponent(
        ComponentRole role, Path folder, String summary, Map<String, Long> types, long bytes, List<String> problems) {

    public ModelComponent {
        types = java.util.Collections.unmodifiableMap(new java.util.LinkedHashMap<>(types));
        problems = List.copyOf(problems);
    }

    /** How many numbers its tensors hold. */
    public long parameters() {
        return types.values().stream().mapToLong(Long::longValue).sum();
    }
}
