package org.spatialalign.app.evaluate;

import org.spatialalign.engine.evaluate.Comparison;
import org.spatialalign.engine.evaluate.ComparisonTable.Group;

/**
 * A row of the table, as a choice of clips.
 *
 * @param value which of its group: a type's letters, an animal, a structure
 */
record TableRow(Group group, String value) {

    static final TableRow ALL = new TableRow(Group.ALL, "");

    boolean holds(Comparison.Pair pair) {
        return group.of(pair.base()).equals(value);
    }

    @Override
    public String toString() {
        return group == Group.ALL ? "all clips" : group.code() + " " + value;
    }
}
