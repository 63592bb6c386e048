package org.spatialalign.app.player;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.spatialalign.engine.geometry.Role;
import org.spatialalign.engine.score.ScoreOutcome;
import org.spatialalign.engine.score.ScoreOutcome.SkippedFrame;
import org.spatialalign.engine.track.EffectiveBox;
import org.spatialalign.engine.track.EffectiveTracks;

/**
 * A run of frames that cannot be scored, for one reason.
 *
 * @param role whose box is missing; null when both boxes are there but cannot be used
 * @param from first frame
 * @param to last frame, included
 */
public record TrackProblem(@Nullable Role role, Kind kind, int from, int to) {

    /** What is wrong with the frames. */
    public enum Kind {
        LOST("lost"),
        OUTSIDE("outside the picture"),
        JUMPED("jumped to something else"),
        MISSING("no box"),
        UNUSABLE("box without extent");

        private final String text;

        Kind(String text) {
            this.text = text;
        }

        /** For people, in lower case. */
        public String text() {
            return text;
        }
    }

    public boolean contains(int frame) {
        return frame >= from && frame <= to;
    }

    /** All problems in the order in which they begin. */
    static List<TrackProblem> of(EffectiveTracks tracks, ScoreOutcome outcome) {
        List<TrackProblem> problems = new ArrayList<>();
        for (Role role : Role.values()) {
            addRuns(problems, role, tracks);
        }
        for (SkippedFrame skipped : outcome.skipped()) {
            int frame = skipped.frame();
            if (problems.stream().noneMatch(p -> p.contains(frame))) {
                extend(problems, null, Kind.UNUSABLE, frame);
            }
        }
        problems.sort(Comparator.comparingInt(TrackProblem::from));
        return List.copyOf(problems);
    }

    private static void addRuns(List<TrackProblem> problems, Role role, EffectiveTracks tracks) {
        for (int frame = 0; frame < tracks.frameCount(); frame++) {
            EffectiveBox box = tracks.box(role, frame);
            if (box.box() == null) {
                extend(problems, role, kind(box), frame);
            }
        }
    }

    private static void extend(List<TrackProblem> problems, @Nullable Role role, Kind kind, int frame) {
        int last = problems.size() - 1;
        if (last >= 0) {
            TrackProblem open = problems.get(last);
            if (open.role == role && open.kind == kind && open.to == frame - 1) {
                problems.set(last, new TrackProblem(role, kind, open.from, frame));
                return;
            }
        }
        problems.add(new TrackProblem(role, kind, frame, frame));
    }

    static Kind kind(EffectiveBox box) {
        if (box.origin() == EffectiveBox.Origin.MARKED_OUTSIDE) {
            return Kind.OUTSIDE;
        }
        return switch (box.machine().state()) {
            case LOST -> Kind.LOST;
            case OUTSIDE -> Kind.OUTSIDE;
            case JUMPED -> Kind.JUMPED;
            case SEED, TRACKED, DETECTED, NONE -> Kind.MISSING;
        };
    }
}
