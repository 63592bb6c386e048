package org.spatialalign.app.inspect;

/** One level of the table's order. */
record SortKey(ClipColumn column, boolean descending) {

    static SortKey ascending(ClipColumn column) {
        return new SortKey(column, false);
    }
}
