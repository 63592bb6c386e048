package org.spatialalign.engine.interchange.pickle;

import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.Map;

/** A Python dict whose keys are strings or numbers; other keys are refused. Compare by identity. */
public final class PickleDict {

    private final Map<Object, Object> entries = new LinkedHashMap<>();

    void put(Object key, Object value) throws PickleException {
        boolean plain = key instanceof String
                || key instanceof Long
                || key instanceof BigInteger
                || key instanceof Double
                || key instanceof Boolean
                || key instanceof PickleNone;
        if (!plain) {
            throw new PickleException("uses " + Unpickler.describe(key) + " as a key of a dict");
        }
        entries.put(key, value);
    }

    @Override
    public String toString() {
        return "a dict of " + entries.size();
    }
}
