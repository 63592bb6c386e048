package org.spatialalign.engine.workflow.imports;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.spatialalign.engine.geometry.FrameBoxes;
import org.spatialalign.engine.geometry.PixelBox;
import org.spatialalign.engine.geometry.Role;
import org.spatialalign.engine.interchange.CvatVideo;
import org.spatialalign.engine.interchange.InterchangeException;
import org.spatialalign.engine.media.VideoInfo;
import org.spatialalign.engine.prompt.DsrPrompt;
import org.spatialalign.engine.track.LabelledFrame;
import org.spatialalign.engine.track.MachineBox;
import org.spatialalign.engine.track.MachineBox.BoxState;
import org.spatialalign.engine.track.MachineTracks;
import org.spatialalign.engine.track.TrackBoxes;

/**
 * Boxes from a file in the form in which a project keeps them.
 *
 * @param remarks what a person should know; may be empty
 * @param trouble whether the remarks say that something is not as it should be
 */
record ImportedTracks(MachineTracks tracks, List<String> remarks, boolean trouble) {

    private ImportedTracks(MachineTracks tracks, List<String> troubles) {
        this(tracks, List.copyOf(troubles), !troubles.isEmpty());
    }

    static ImportedTracks ofDetections(List<LabelledFrame> frames, DsrPrompt prompt, int frameCount) {
        MachineTracks tracks = TrackBoxes.fromDetections(frames, prompt.animal(), prompt.object(), frameCount);
        if (frames.isEmpty()) {
            return new ImportedTracks(tracks, List.of("the detector rejected this video: no boxes"), false);
        }
        List<String> remarks = new ArrayList<>();
        if (frames.stream().noneMatch(f -> f.isExactly(prompt.animal(), prompt.object()))) {
            remarks.add("no frame has exactly the labels '" + prompt.animal() + "' and '" + prompt.object()
                    + "' of its prompt; the first has " + frames.get(0).labels());
        }
        beyond(remarks, frames.stream().map(LabelledFrame::frame).toList(), frameCount);
        Set<Integer> seen = new HashSet<>();
        long repeated = frames.stream().filter(f -> !seen.add(f.frame())).count();
        if (repeated > 0) {
            remarks.add(repeated + " records repeat a frame; the last of each counts");
        }
        return new ImportedTracks(tracks, remarks);
    }

    static ImportedTracks ofFrames(List<FrameBoxes> frames, VideoInfo video) {
        List<MachineBox> animal = blank(video.frameCount());
        List<MachineBox> object = blank(video.frameCount());
        for (FrameBoxes frame : frames) {
            if (frame.frame() < video.frameCount()) {
                set(animal, frame.frame(), frame.animal());
                set(object, frame.frame(), frame.object());
            }
        }
        List<String> remarks = new ArrayList<>();
        if (frames.isEmpty()) {
            remarks.add("it has no boxes");
        }
        beyond(remarks, frames.stream().map(FrameBoxes::frame).toList(), video.frameCount());
        return new ImportedTracks(new MachineTracks(animal, object), remarks);
    }

    private static void set(List<MachineBox> boxes, int frame, @Nullable PixelBox box) {
        if (box != null) {
            boxes.set(frame, new MachineBox(box, BoxState.DETECTED, 1));
        }
    }

    /** Tracks are told apart by label: the prompt's words, or plainly "animal" and "object". */
    static ImportedTracks ofCvat(Path file, CvatVideo cvat, @Nullable DsrPrompt prompt, VideoInfo video)
            throws InterchangeException {
        if (cvat.width() > 0 && (cvat.width() != video.width() || cvat.height() != video.height())) {
            throw new InterchangeException(
                    file,
                    "",
                    "is about a picture of " + cvat.width() + "x" + cvat.height() + ", its clip has " + video.width()
                            + "x" + video.height());
        }
        List<String> remarks = new ArrayList<>();
        List<MachineBox> animal = blank(video.frameCount());
        List<MachineBox> object = blank(video.frameCount());
        List<Integer> frames = new ArrayList<>();
        boolean any = false;
        for (CvatVideo.Track track : cvat.tracks()) {
            Role role = role(track.label(), prompt);
            if (role == null) {
                remarks.add(
                        "a track with the label '" + track.label() + "' was left out; expected " + expected(prompt));
                continue;
            }
            any = true;
            track.boxes().forEach(box -> frames.add(box.frame()));
            lay(file, track, role == Role.ANIMAL ? animal : object);
        }
        if (!any) {
            throw new InterchangeException(file, "", "has no track with the label " + expected(prompt));
        }
        beyond(remarks, frames, video.frameCount());
        return new ImportedTracks(new MachineTracks(animal, object), remarks);
    }

    private static String expected(@Nullable DsrPrompt prompt) {
        return prompt == null
                ? "'animal' or 'object' (the prompt of its clip is not known)"
                : "'" + prompt.animal() + "' or '" + prompt.object() + "'";
    }

    private static @Nullable Role role(String label, @Nullable DsrPrompt prompt) {
        if (label.equals("animal") || (prompt != null && label.equals(prompt.animal()))) {
            return Role.ANIMAL;
        }
        return label.equals("object") || (prompt != null && label.equals(prompt.object())) ? Role.OBJECT : null;
    }

    private static void lay(Path file, CvatVideo.Track track, List<MachineBox> boxes) throws InterchangeException {
        if (track.boxes().isEmpty()) {
            return;
        }
        Set<Integer> keys = new HashSet<>();
        track.boxes().stream().filter(b -> b.keyFrame() && !b.outside()).forEach(b -> keys.add(b.frame()));
        int first = track.boxes().get(0).frame();
        for (int frame = first; frame < boxes.size(); frame++) {
            PixelBox box = track.at(frame);
            boolean free = !boxes.get(frame).state().hasBox();
            if (box != null && !free) {
                throw new InterchangeException(
                        file, "", "two tracks with the label '" + track.label() + "' have a box in frame " + frame);
            }
            if (box != null) {
                boxes.set(frame, new MachineBox(box, keys.contains(frame) ? BoxState.SEED : BoxState.DETECTED, 1));
            } else if (free) {
                boxes.set(frame, MachineBox.absent(BoxState.OUTSIDE));
            }
        }
    }

    private static List<MachineBox> blank(int frameCount) {
        return new ArrayList<>(Collections.nCopies(frameCount, MachineBox.absent(BoxState.NONE)));
    }

    private static void beyond(List<String> remarks, List<Integer> frames, int frameCount) {
        long beyond = frames.stream().filter(f -> f >= frameCount).distinct().count();
        if (beyond > 0) {
            remarks.add("boxes in " + beyond + (beyond == 1 ? " frame" : " frames")
                    + " beyond the end of the clip, which has " + frameCount + ", were left out");
        }
    }
}
