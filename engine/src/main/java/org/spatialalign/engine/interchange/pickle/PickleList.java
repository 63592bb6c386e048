package org.spatialalign.engine.interchange.pickle;

import java.util.ArrayList;
import java.util.List;

/**
 * A Python list or tuple. It may contain itself, or share parts so often that walking it never ends: compare by
 * identity, and walk it only as deep as the expected form goes.
 */
public final class PickleList {

    private final List<Object> items;
    private final boolean tuple;

    private PickleList(List<Object> items, boolean tuple) {
        this.items = items;
        this.tuple = tuple;
    }

    static PickleList list() {
        return new PickleList(new ArrayList<>(0), false);
    }

    static PickleList list(List<Object> items) {
        return new PickleList(new ArrayList<>(items), false);
    }

    static PickleList tuple(List<Object> items) {
        return new PickleList(List.copyOf(items), true);
    }

    void append(Object item) throws PickleException {
        if (tuple) {
            throw new PickleException("appends to a tuple");
        }
        items.add(item);
    }

    public boolean isTuple() {
        return tuple;
    }

    public int size() {
        return items.size();
    }

    public Object get(int index) {
        return items.get(index);
    }

    public List<Object> items() {
        return List.copyOf(items);
    }

    @Override
    public String toString() {
        return (tuple ? "a tuple of " : "a list of ") + items.size();
    }
}
