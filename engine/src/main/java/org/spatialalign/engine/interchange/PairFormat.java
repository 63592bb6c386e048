package org.spatialalign.engine.interchange;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.spatialalign.engine.core.ContentHash;

/** What preference pairs are written as and read from. */
public enum PairFormat {
    /** {@link PairJsonl}. */
    JSONL("jsonl", ".jsonl", false),
    /** {@link DiffusionDpoJsonl}. */
    DIFFUSION_DPO("diffusion-dpo", ".jsonl", true),
    /** {@link VideoAlignCsv}. */
    VIDEO_ALIGN("videoalign", ".csv", true);

    private final String code;
    private final String ending;
    private final boolean ties;

    /**
     * What a format may say of a clip besides its path.
     *
     * @param model what made it; may be empty
     * @param frames 0 when unknown
     */
    public record Media(String model, double framesPerSecond, int frames) {

        public static final Media UNKNOWN = new Media("", 0, 0);
    }

    PairFormat(String code, String ending, boolean ties) {
        this.code = code;
        this.ending = ending;
        this.ties = ties;
    }

    /** How the command line calls it. */
    public String code() {
        return code;
    }

    /** Of its files, with the dot. */
    public String ending() {
        return ending;
    }

    /** Whether it has a place for pairs in which neither clip is preferred. */
    public boolean keepsTies() {
        return ties;
    }

    public static Optional<PairFormat> parse(String code) {
        return Arrays.stream(values())
                .filter(format -> format.code.equals(code))
                .findFirst();
    }

    /** All codes, separated by commas. */
    public static String codes() {
        return Arrays.stream(values()).map(PairFormat::code).collect(Collectors.joining(", "));
    }

    /** What a file of pairs probably is, by its ending and its first line. */
    public static PairFormat of(Path file) {
        if (String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT).endsWith(VIDEO_ALIGN.ending)) {
            return VIDEO_ALIGN;
        }
        try (BufferedReader in = new BufferedReader(CsvText.open(file))) {
            String line = in.readLine();
            return line != null && line.contains("\"label_0\"") ? DIFFUSION_DPO : JSONL;
        } catch (IOException e) {
            // Reading it will say what is wrong.
            return JSONL;
        }
    }

    /**
     * @param media what is known of a clip besides its path, by its content
     * @throws IllegalArgumentException for a tie in a format without a place for it
     */
    public void write(Path file, List<PairRow> rows, Function<ContentHash, Media> media) throws IOException {
        switch (this) {
            case JSONL -> PairJsonl.write(file, rows);
            case DIFFUSION_DPO -> DiffusionDpoJsonl.write(file, rows);
            case VIDEO_ALIGN -> VideoAlignCsv.write(file, rows, media);
        }
    }

    public List<PairRow> read(Path file) throws InterchangeException {
        return switch (this) {
            case JSONL -> PairJsonl.read(file);
            case DIFFUSION_DPO -> DiffusionDpoJsonl.read(file);
            case VIDEO_ALIGN -> VideoAlignCsv.read(file);
        };
    }
}
