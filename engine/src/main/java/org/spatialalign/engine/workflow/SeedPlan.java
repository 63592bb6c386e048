package org.spatialalign.engine.workflow;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.spatialalign.engine.geometry.FrameBoxes;
import org.spatialalign.engine.geometry.PixelBox;
import org.spatialalign.engine.geometry.Role;
import org.spatialalign.engine.track.Corrections;
import org.spatialalign.engine.track.Corrections.KeyFrame;
import org.spatialalign.engine.track.Corrections.Span;
import org.spatialalign.engine.track.EffectiveTracks;
import org.spatialalign.engine.track.MachineTracks;

/**
 * What a clip is tracked from: the seeds it was given, and everything a person has said since. Key frames become seeds;
 * an exchange of identities becomes a pair of seeds where it began; both then need no correction any more. What a
 * tracker cannot know stays a correction: that something is outside the picture, or moves in a straight line.
 *
 * @param seeds ascending, at most one entry per frame
 * @param remaining the corrections to lay over the new tracks
 */
record SeedPlan(List<FrameBoxes> seeds, Corrections remaining) {

    /** A clip's first tracking. */
    static SeedPlan first(List<FrameBoxes> given) {
        return new SeedPlan(merge(given), Corrections.NONE);
    }

    /**
     * Another tracking of a corrected clip.
     *
     * @param given the seeds of the clip as they are now
     * @param before what the current tracks were made from; null when that is not known, as for imported boxes
     * @param machine the current tracks
     */
    static SeedPlan again(
            List<FrameBoxes> given, @Nullable Origin before, MachineTracks machine, Corrections corrections) {
        TreeMap<Integer, FrameBoxes> seeds = new TreeMap<>();
        if (before == null) {
            given.forEach(seed -> put(seeds, seed));
        } else {
            before.used().stream()
                    .filter(seed -> !before.given().contains(seed) || given.contains(seed))
                    .forEach(seed -> put(seeds, seed));
        }
        seeds.replaceAll((frame, seed) -> exchanged(corrections, frame) ? swap(seed) : seed);
        if (before != null) {
            // Seeds that were drawn after the last tracking are what the person means now.
            given.stream().filter(seed -> !before.given().contains(seed)).forEach(seed -> put(seeds, seed));
        }
        EffectiveTracks effective = EffectiveTracks.of(machine, corrections);
        for (int frame : corrections.swaps()) {
            if (frame < machine.frameCount()) {
                put(seeds, effective.frame(frame));
            }
        }
        for (KeyFrame key : corrections.keyFrames()) {
            put(seeds, new FrameBoxes(key.frame(), null, null).with(key.role(), key.box()));
        }
        for (Role role : Role.values()) {
            if (seeds.values().stream().noneMatch(seed -> seed.box(role).isPresent())) {
                lend(seeds, role, effective);
            }
        }
        seeds.values().removeIf(seed -> seed.animal() == null && seed.object() == null);
        return new SeedPlan(List.copyOf(seeds.values()), remaining(corrections));
    }

    /**
     * What tracks were made from.
     *
     * @param given the clip's seeds at that time
     * @param used those, with what had been taken over from corrections
     */
    record Origin(List<FrameBoxes> given, List<FrameBoxes> used) {}

    /** A role that nobody gave a seed for is followed from where it counts now, in the frames that were corrected. */
    private static void lend(TreeMap<Integer, FrameBoxes> seeds, Role role, EffectiveTracks effective) {
        for (int frame : List.copyOf(seeds.keySet())) {
            if (frame < effective.frameCount()) {
                PixelBox box = effective.box(role, frame).box();
                if (box != null) {
                    put(seeds, new FrameBoxes(frame, null, null).with(role, box));
                }
            }
        }
    }

    private static Corrections remaining(Corrections corrections) {
        List<KeyFrame> ends = new ArrayList<>();
        for (KeyFrame key : corrections.keyFrames()) {
            for (Span line : corrections.lines()) {
                if (line.role() == key.role() && (line.from() == key.frame() || line.to() == key.frame())) {
                    ends.add(key);
                }
            }
        }
        return new Corrections(ends, corrections.outside(), List.of(), corrections.lines());
    }

    private static boolean exchanged(Corrections corrections, int frame) {
        return corrections.swaps().stream().filter(swap -> swap <= frame).count() % 2 == 1;
    }

    private static FrameBoxes swap(FrameBoxes seed) {
        return new FrameBoxes(seed.frame(), seed.object(), seed.animal());
    }

    private static List<FrameBoxes> merge(List<FrameBoxes> given) {
        TreeMap<Integer, FrameBoxes> seeds = new TreeMap<>();
        given.forEach(seed -> put(seeds, seed));
        return List.copyOf(seeds.values());
    }

    /** Later boxes win; a role that the later entry does not name keeps its box. */
    private static void put(Map<Integer, FrameBoxes> seeds, FrameBoxes seed) {
        FrameBoxes merged = seeds.getOrDefault(seed.frame(), new FrameBoxes(seed.frame(), null, null));
        for (Role role : Role.values()) {
            if (seed.box(role).isPresent()) {
                merged = merged.with(role, seed.box(role).get());
            }
        }
        seeds.put(seed.frame(), merged);
    }
}
