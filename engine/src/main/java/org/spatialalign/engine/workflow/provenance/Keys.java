package org.spatialalign.engine.workflow.provenance;

import org.spatialalign.engine.core.ContentHash;
import org.spatialalign.engine.core.WorkbenchException;
import org.spatialalign.engine.prefer.PairKey;

/** Reads keys of nodes, which people may have typed. */
final class Keys {

    private Keys() {}

    static long number(NodeKind kind, String key) throws WorkbenchException {
        try {
            return Long.parseLong(key);
        } catch (NumberFormatException e) {
            throw new WorkbenchException("'" + key + "' is no number of a " + kind.words(), e);
        }
    }

    static ContentHash hash(NodeKind kind, String key) throws WorkbenchException {
        try {
            return new ContentHash(key);
        } catch (IllegalArgumentException e) {
            throw new WorkbenchException(
                    "'" + key + "' is no " + kind.words() + "; expected the 64 hexadecimal digits of its hash", e);
        }
    }

    static PairKey pair(String key) throws WorkbenchException {
        int dash = key.indexOf('-');
        String first = dash < 0 ? "" : key.substring(0, dash);
        String second = key.substring(dash + 1);
        if (first.isEmpty() || second.isEmpty() || first.equals(second)) {
            throw new WorkbenchException(
                    "'" + key + "' is no pair; expected the ids of two clips with a hyphen between");
        }
        return PairKey.of(first, second);
    }
}
