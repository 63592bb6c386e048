package org.spatialalign.app.inspect;

/**
 * What the histogram lets through. Clips without a score are never lost in a range: they are counted on their own and
 * shown, hidden or shown alone by choice.
 *
 * @param low lowest score shown, in [0, 1]
 * @param high highest score shown, in [0, 1]
 */
record ScoreFilter(double low, double high, Unscored unscored) {

    static final ScoreFilter ALL = new ScoreFilter(0, 1, Unscored.SHOW);

    /** What happens to clips that have no score. */
    enum Unscored {
        SHOW,
        HIDE,
        ONLY
    }

    ScoreFilter {
        if (!(low <= high)) {
            throw new IllegalArgumentException("a score range needs low <= high, got " + low + " to " + high);
        }
    }

    /** A range brushed on the histogram; clips without a score step aside. */
    static ScoreFilter range(double low, double high) {
        boolean whole = low <= 0 && high >= 1;
        return whole ? ALL : new ScoreFilter(low, high, Unscored.HIDE);
    }

    boolean isRange() {
        return low > 0 || high < 1;
    }

    /** The next state of the "without a score" bar when it is clicked. */
    ScoreFilter toggleUnscored() {
        if (isRange()) {
            return new ScoreFilter(low, high, unscored == Unscored.SHOW ? Unscored.HIDE : Unscored.SHOW);
        }
        return new ScoreFilter(low, high, unscored == Unscored.ONLY ? Unscored.SHOW : Unscored.ONLY);
    }

    /**
     * Whether a clip passes.
     *
     * @param score NaN when there is none
     */
    boolean accepts(double score) {
        if (Double.isNaN(score)) {
            return unscored != Unscored.HIDE;
        }
        return unscored != Unscored.ONLY && score >= low && score <= high;
    }
}
