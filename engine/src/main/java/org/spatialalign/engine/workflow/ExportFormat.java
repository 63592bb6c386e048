package org.spatialalign.engine.workflow;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** What a project can be written as. */
public enum ExportFormat {
    /** The paper's result list; one file. */
    PAPER_CSV("paper-csv", ".csv", false),
    /** Scores with all terms and curves; one file. */
    JSON("json", ".json", false),
    /** Boxes; a file per clip. */
    MOT("mot", ".txt", true),
    /** Boxes with key-frame flags; a file per clip. */
    CVAT("cvat", ".xml", true),
    /** Boxes of all clips, with the clips' scores; one file. */
    COCO("coco", ".json", false),
    /** The clip with its boxes drawn in; a file per clip. */
    OVERLAY_MP4("overlay-mp4", ".mp4", true),
    /** A row of frames with the curves under it; a file per clip. */
    FILMSTRIP("filmstrip", ".png", true);

    private final String code;
    private final String ending;
    private final boolean perClip;

    ExportFormat(String code, String ending, boolean perClip) {
        this.code = code;
        this.ending = ending;
        this.perClip = perClip;
    }

    /** How the command line and job rows call it. */
    @JsonValue
    public String code() {
        return code;
    }

    /** Of its files, with the dot. */
    public String ending() {
        return ending;
    }

    /** Whether it writes one file per clip into a folder, rather than one file for all. */
    public boolean perClip() {
        return perClip;
    }

    public static Optional<ExportFormat> parse(String code) {
        return Arrays.stream(values())
                .filter(format -> format.code.equalsIgnoreCase(code))
                .findFirst();
    }

    @JsonCreator
    static ExportFormat of(String code) {
        return parse(code)
                .orElseThrow(
                        () -> new IllegalArgumentException("'" + code + "' is no export format; there are " + codes()));
    }

    /** All of them, separated by commas. */
    public static String codes() {
        return Arrays.stream(values()).map(ExportFormat::code).collect(Collectors.joining(", "));
    }

    @Override
    public String toString() {
        return code;
    }
}
