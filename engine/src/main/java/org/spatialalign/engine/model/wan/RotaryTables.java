package org.spatialalign.engine.model.wan;

import ai.djl.ndarray.NDManager;
import java.util.LinkedHashMap;
import java.util.Map;

/** The tables of the grids used last. */
final class RotaryTables {

    private static final int KEPT = 4;

    private final int headDim;
    private final NDManager owner;
    private final Map<TokenGrid, RotaryTable> tables = new LinkedHashMap<>(2 * KEPT, 0.75f, true);

    RotaryTables(int headDim, NDManager owner) {
        this.headDim = headDim;
        this.owner = owner;
    }

    RotaryTable of(TokenGrid grid) {
        RotaryTable found = tables.get(grid);
        if (found != null) {
            return found;
        }
        if (tables.size() == KEPT) {
            TokenGrid eldest = tables.keySet().iterator().next();
            RotaryTable old = tables.remove(eldest);
            old.cos().close();
            old.sin().close();
        }
        RotaryTable made = RotaryTable.of(grid, headDim, owner);
        tables.put(grid, made);
        return made;
    }
}
