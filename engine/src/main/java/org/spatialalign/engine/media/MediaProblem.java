package org.spatialalign.engine.media;

/**
 * What is wrong with a video file.
 *
 * @param kind stable name
 * @param message for people: the file, what was found, what to do
 */
public record MediaProblem(Kind kind, String message) {

    /** The kinds of trouble. */
    public enum Kind {
        /** The content is something else, or a container that is not accepted. */
        NOT_A_VIDEO,
        /** No bytes. */
        EMPTY_FILE,
        /** Sound or data only. */
        NO_VIDEO_STREAM,
        /** The file breaks off or is damaged; frames before the break may be readable. */
        TRUNCATED,
        /** Longer than a clip may be. */
        TOO_MANY_FRAMES,
        /** Its pictures do not fit into memory. */
        TOO_LARGE,
        /** Missing, a folder, or not permitted. */
        UNREADABLE,
        /** There is a video stream, but nothing in it decodes. */
        NO_FRAMES
    }
}
