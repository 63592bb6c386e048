package org.spatialalign.engine.interchange;

/**
 * One row or entry that was left out while the rest of the file was taken.
 *
 * @param place where in the file, for people: "line 12, column type"
 * @param problem what is wrong and what was expected
 */
public record RowProblem(String place, String problem) {

    @Override
    public String toString() {
        return place + ": " + problem;
    }
}
