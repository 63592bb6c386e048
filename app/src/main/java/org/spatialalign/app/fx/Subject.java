package org.spatialalign.app.fx;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.spatialalign.engine.workflow.provenance.NodeId;

/**
 * What a person looks at or has chosen on a page, to be traced: one of the two.
 *
 * @param id a thing of the project
 * @param lora the file of a LoRA, which has to be read before it is known as a thing
 */
public record Subject(@Nullable NodeId id, @Nullable Path lora) {

    public static Subject of(NodeId id) {
        return new Subject(id, null);
    }

    public static Subject lora(Path file) {
        return new Subject(null, file);
    }
}
