package org.spatialalign.engine.model.wan;

import ai.djl.ndarray.NDManager;
import java.util.List;
import org.spatialalign.engine.model.wan.Attention.KeyValues;

/**
 * A batch of prompts as the cross-attention of every block sees it, worked out once and used in every step. It holds
 * what the adapters were when it was made: switching them afterwards changes nothing here. Closing it frees it.
 */
public final class PreparedContext implements AutoCloseable {

    private final NDManager manager;
    private final List<KeyValues> blocks;

    PreparedContext(NDManager manager, List<KeyValues> blocks) {
        this.manager = manager;
        this.blocks = List.copyOf(blocks);
    }

    KeyValues block(int index) {
        return blocks.get(index);
    }

    /** Number of prompts. */
    public long batch() {
        return blocks.get(0).keys().getShape().get(0);
    }

    @Override
    public void close() {
        manager.close();
    }
}
