package org.spatialalign.engine.interchange.pickle;

import java.math.BigInteger;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A Python dict whose keys are strings or numbers; other keys are refused. Like a {@link PickleList} it may contain
 * itself. Compare by identity.
 */
public final class PickleDict implements PickleState {

    private final Map<Object, Object> entries = new LinkedHashMap<>();
    private final boolean mayHaveAttributes;

    PickleDict() {
        this(false);
    }

    /** @param mayHaveAttributes as an OrderedDict's instance may; they are left out */
    PickleDict(boolean mayHaveAttributes) {
        this.mayHaveAttributes = mayHaveAttributes;
    }

    /** Keys are String, Long, BigInteger, Double, Boolean or {@link PickleNone}; in the order of the file. */
    public Map<Object, Object> entries() {
        return Collections.unmodifiableMap(entries);
    }

    @Override
    public void restore(Object state) throws PickleException {
        if (!mayHaveAttributes || !(state instanceof PickleDict)) {
            throw new PickleException("sets the state of " + this + ", which is not allowed");
        }
    }

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
