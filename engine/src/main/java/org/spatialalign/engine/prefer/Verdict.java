package org.spatialalign.engine.prefer;

import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;

/**
 * What one person said of two clips, once.
 *
 * @param left id of the clip that was shown on the left
 * @param reasons without repetition, in the order of {@link Reason}
 * @param annotator a name; not empty
 * @param submitted false for a draft, which counts for nothing yet
 * @param blind whether scores, seeds, models and file names were hidden
 * @param repeat whether the pair was shown again to measure self-consistency; such a verdict never decides
 * @param adjudication whether it settles a dispute: the latest adjudication rules, whatever others said
 * @param leftWatched how long the left clip was watched, in milliseconds
 * @param leftBoxes fingerprint of the left clip's boxes at that time; empty when unknown
 */
public record Verdict(
        String left,
        String right,
        Choice choice,
        List<Reason> reasons,
        String annotator,
        Instant at,
        boolean submitted,
        boolean blind,
        boolean repeat,
        boolean adjudication,
        long leftWatched,
        long rightWatched,
        String leftBoxes,
        String rightBoxes)
        implements VerdictEvent {

    public Verdict {
        PairKey.of(left, right);
        requireName(annotator);
        if (leftWatched < 0 || rightWatched < 0) {
            throw new IllegalArgumentException("nobody watches " + leftWatched + " and " + rightWatched + " ms");
        }
        EnumSet<Reason> once = EnumSet.noneOf(Reason.class);
        once.addAll(reasons);
        reasons = List.copyOf(once);
    }

    /** A submitted verdict without anything special. */
    public static Verdict of(String left, String right, Choice choice, String annotator, Instant at) {
        return new Verdict(left, right, choice, List.of(), annotator, at, true, false, false, false, 0, 0, "", "");
    }

    public PairKey key() {
        return PairKey.of(left, right);
    }

    public Outcome outcome() {
        boolean leftIsFirst = left.compareTo(right) < 0;
        return switch (choice) {
            case LEFT -> leftIsFirst ? Outcome.FIRST : Outcome.SECOND;
            case RIGHT -> leftIsFirst ? Outcome.SECOND : Outcome.FIRST;
            case TIE -> Outcome.TIE;
            case BOTH_BAD -> Outcome.BOTH_BAD;
            case SKIP -> Outcome.SKIP;
        };
    }

    public boolean has(Reason reason) {
        return reasons.contains(reason);
    }

    public Verdict withReasons(List<Reason> all) {
        return new Verdict(
                left,
                right,
                choice,
                all,
                annotator,
                at,
                submitted,
                blind,
                repeat,
                adjudication,
                leftWatched,
                rightWatched,
                leftBoxes,
                rightBoxes);
    }

    public Verdict asDraft() {
        return new Verdict(
                left,
                right,
                choice,
                reasons,
                annotator,
                at,
                false,
                blind,
                repeat,
                adjudication,
                leftWatched,
                rightWatched,
                leftBoxes,
                rightBoxes);
    }

    public Verdict asRepeat() {
        return new Verdict(
                left,
                right,
                choice,
                reasons,
                annotator,
                at,
                submitted,
                blind,
                true,
                adjudication,
                leftWatched,
                rightWatched,
                leftBoxes,
                rightBoxes);
    }

    public Verdict asAdjudication() {
        return new Verdict(
                left,
                right,
                choice,
                reasons,
                annotator,
                at,
                submitted,
                blind,
                repeat,
                true,
                leftWatched,
                rightWatched,
                leftBoxes,
                rightBoxes);
    }

    public Verdict watched(long leftMillis, long rightMillis) {
        return new Verdict(
                left,
                right,
                choice,
                reasons,
                annotator,
                at,
                submitted,
                blind,
                repeat,
                adjudication,
                leftMillis,
                rightMillis,
                leftBoxes,
                rightBoxes);
    }

    /** The same said at another time, of boxes with these fingerprints. */
    public Verdict anew(Instant time, String leftFingerprint, String rightFingerprint) {
        return new Verdict(
                left,
                right,
                choice,
                reasons,
                annotator,
                time,
                submitted,
                blind,
                repeat,
                adjudication,
                leftWatched,
                rightWatched,
                leftFingerprint,
                rightFingerprint);
    }

    /**
     * The clips whose boxes are others than those that were there when this was said.
     *
     * @param boxes the present fingerprint of each clip's boxes; clips that are not in it are taken as unchanged
     */
    public List<String> changedSince(Map<String, String> boxes) {
        return BoxesThen.changed(left, leftBoxes, right, rightBoxes, boxes);
    }

    static void requireName(String annotator) {
        if (annotator.isBlank() || !annotator.equals(annotator.strip())) {
            throw new IllegalArgumentException(
                    "an annotator needs a name without spaces around it, not '" + annotator + "'");
        }
    }
}
