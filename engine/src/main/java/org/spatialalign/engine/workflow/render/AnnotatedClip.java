package org.spatialalign.engine.workflow.render;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.spatialalign.engine.geometry.FrameBoxes;
import org.spatialalign.engine.geometry.Role;
import org.spatialalign.engine.media.Clip;
import org.spatialalign.engine.prompt.DsrPrompt;
import org.spatialalign.engine.score.ScoreOutcome;
import org.spatialalign.engine.track.EffectiveTracks;

/**
 * All that a figure of a clip shows.
 *
 * @param title what the clip is called, for instance its model and seed
 * @param prompt null when it is not known
 * @param boxes in source pixels, one entry per frame of the clip
 * @param outcome null when the clip has not been scored
 */
public record AnnotatedClip(
        String title, @Nullable DsrPrompt prompt, Clip clip, List<FrameBoxes> boxes, @Nullable ScoreOutcome outcome) {

    /** Boxes of frames that the clip does not have are left out; frames without an entry have no boxes. */
    public AnnotatedClip {
        List<FrameBoxes> dense = new ArrayList<>();
        for (int i = 0; i < clip.frameCount(); i++) {
            dense.add(new FrameBoxes(i, null, null));
        }
        for (FrameBoxes frame : boxes) {
            if (frame.frame() < dense.size()) {
                dense.set(frame.frame(), frame);
            }
        }
        boxes = List.copyOf(dense);
    }

    /** A clip with the boxes that count for it. */
    public static AnnotatedClip of(
            String title,
            @Nullable DsrPrompt prompt,
            Clip clip,
            EffectiveTracks tracks,
            @Nullable ScoreOutcome outcome) {
        return new AnnotatedClip(title, prompt, clip, tracks.frames(), outcome);
    }

    int frameCount() {
        return clip.frameCount();
    }

    /** What to call a role on the picture. */
    String label(Role role) {
        if (prompt == null) {
            return role == Role.ANIMAL ? "animal" : "object";
        }
        return role == Role.ANIMAL ? prompt.animal() : prompt.object();
    }

    /** The prompt's sentence, or a sentence made of its parts, or nothing. */
    String sentence() {
        if (prompt == null) {
            return "";
        }
        if (!prompt.sentence().isBlank()) {
            return prompt.sentence();
        }
        return prompt.animal() + " " + prompt.type().initial().initialPhrase() + " " + prompt.object() + ", then "
                + prompt.type().last().finalPhrase() + " it";
    }

    /** The initial relation with its name, when the prompt is known. */
    String initialName() {
        return prompt == null
                ? "initial relation"
                : "initial relation: " + prompt.type().initial().word();
    }

    /** The final relation with its name, when the prompt is known. */
    String lastName() {
        return prompt == null
                ? "final relation"
                : "final relation: " + prompt.type().last().word();
    }

    Optional<ScoreOutcome.Scored> scored() {
        return outcome instanceof ScoreOutcome.Scored s ? Optional.of(s) : Optional.empty();
    }

    /** The frames whose values make the score, first ones first; none without a score, or if the clip lacks one. */
    List<Integer> scoreFrames() {
        return scored().map(s -> {
                    List<Integer> frames = new ArrayList<>(s.terms().firstFrames());
                    frames.addAll(s.terms().lastFrames());
                    return List.copyOf(frames);
                })
                .filter(frames -> frames.stream().allMatch(frame -> frame < frameCount()))
                .orElse(List.of());
    }

    /** The score in short: "DSR-Score 0.842", or why there is none. */
    String verdict() {
        if (outcome instanceof ScoreOutcome.Scored s) {
            return "DSR-Score " + number(s.dsrScore());
        }
        if (outcome instanceof ScoreOutcome.Unscorable u) {
            return "Unscorable: " + u.reason().title().toLowerCase(Locale.ROOT);
        }
        return "Not scored";
    }

    static String number(double value) {
        return String.format(Locale.ROOT, "%.3f", value);
    }
}
