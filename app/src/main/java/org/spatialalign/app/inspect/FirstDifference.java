package org.spatialalign.app.inspect;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.spatialalign.engine.track.Corrections;
import org.spatialalign.engine.track.Corrections.KeyFrame;
import org.spatialalign.engine.track.Corrections.Span;

/** Where two states of a clip's corrections begin to differ: the frame to look at after an undo. */
final class FirstDifference {

    private FirstDifference() {}

    /** Null when they do not differ. */
    static @Nullable Integer of(Corrections before, Corrections after) {
        int first = IntStream.of(
                        first(before.keyFrames(), after.keyFrames(), KeyFrame::frame),
                        first(before.outside(), after.outside(), Span::from),
                        first(before.swaps(), after.swaps(), Integer::intValue),
                        first(before.lines(), after.lines(), Span::from))
                .min()
                .orElse(Integer.MAX_VALUE);
        return first == Integer.MAX_VALUE ? null : first;
    }

    private static <T> int first(List<T> before, List<T> after, ToIntFunction<T> frame) {
        Set<T> either = new HashSet<>(before);
        either.addAll(after);
        Set<T> both = new HashSet<>(before);
        both.retainAll(new HashSet<>(after));
        either.removeAll(both);
        return either.stream().mapToInt(frame).min().orElse(Integer.MAX_VALUE);
    }
}
