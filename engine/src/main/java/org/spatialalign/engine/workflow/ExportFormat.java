package org.spatialalign.engine.workflow;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** What a project can be written as. */
public enum ExportFormat {
    /** The paper's result list; one file. */
    PAPER_CSV("paper-csv", ".csv", false, "the paper's result list, -100 where there is no score"),
    /** Scores with all terms and curves; one file. */
    JSON("json", ".json", false, "scores with every term and the curves"),
    /** Boxes; a file per clip. */
    MOT("mot", ".txt", true, "boxes as MOT text"),
    /** Boxes with key-frame flags; a file per clip. */
    CVAT("cvat", ".xml", true, "boxes as CVAT for video 1.1, key frames marked"),
    /** The clip with its boxes drawn in; a file per clip. */
    OVERLAY_MP4("overlay-mp4", ".mp4", true, "the clips with the boxes drawn in"),
    /** A row of frames with the curves under it; a file per clip. */
    FILMSTRIP("filmstrip", ".png", true, "a row of frames with the curves under it");

    private final String code;
    private final String ending;
    private final boolean perClip;
    private final String description;

    ExportFormat(String code, String ending, boolean perClip, String description) {
        this.code = code;
        this.ending = ending;
        this.perClip = perClip;
        this.description = description;
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

    /** For people, without capital letter and full stop. */
    public String description() {
        return description;
    }

    public static Optional<ExportFormat> parse(String code) {
        return Arrays.stream(values())
                .filter(format -> format.code.equals(code))
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
