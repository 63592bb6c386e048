package org.spatialalign.engine.workflow;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.spatialalign.engine.core.AtomicFiles;
import org.spatialalign.engine.core.Json;
import org.spatialalign.engine.core.WorkbenchException;
import org.spatialalign.engine.detect.FrameDetections;

/**
 * What was found in the first frames of a clip, in the folder of the job: a frame takes seconds, a clip minutes, and a
 * resumed job goes on where it was.
 */
final class DetectionNotes {

    /** Frames between two writings. */
    static final int CHUNK = 4;

    /** The file. */
    private record Noted(DetectJob.Found found, List<FrameDetections> frames) {}

    private final Path file;
    private final DetectJob.Found found;
    private final List<FrameDetections> frames;

    private DetectionNotes(Path file, DetectJob.Found found, List<FrameDetections> frames) {
        this.file = file;
        this.found = found;
        this.frames = frames;
    }

    /** What is noted with other settings, or cannot be read, is passed over: it can all be found again. */
    static DetectionNotes open(Path folder, String clipId, DetectJob.Found found) throws IOException {
        Path file = folder.resolve("detections-" + clipId + ".json");
        List<FrameDetections> frames = new ArrayList<>();
        if (Files.exists(file)) {
            try {
                Noted noted = Json.read(Files.readString(file), Noted.class);
                if (noted.found.equals(found)) {
                    frames.addAll(noted.frames);
                }
            } catch (WorkbenchException e) {
                frames.clear();
            }
        }
        return new DetectionNotes(file, found, frames);
    }

    /** Of the first frames, in order. */
    List<FrameDetections> frames() {
        return Collections.unmodifiableList(frames);
    }

    void add(List<FrameDetections> some) throws IOException {
        frames.addAll(some);
        String noted = Json.write(new Noted(found, frames));
        AtomicFiles.write(file, temporary -> Files.writeString(temporary, noted));
    }

    void remove() throws IOException {
        Files.deleteIfExists(file);
    }
}
