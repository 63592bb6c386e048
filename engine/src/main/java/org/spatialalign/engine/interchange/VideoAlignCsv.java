package org.spatialalign.engine.interchange;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;
import org.spatialalign.engine.core.AtomicFiles;
import org.spatialalign.engine.core.ContentHash;
import org.spatialalign.engine.core.FileFault;
import org.spatialalign.engine.core.Json;
import org.spatialalign.engine.core.WorkbenchException;
import org.spatialalign.engine.interchange.PairFormat.Media;
import org.spatialalign.engine.prefer.PreferencePair.Source;
import org.spatialalign.engine.prefer.Reason;
import org.spatialalign.engine.prompt.DsrType;

/**
 * Preference pairs as the CSV that VideoAlign trains reward models on and VideoGen-RewardBench is written in: {@code
 * path_A}, {@code path_B}, {@code prompt}, and a verdict of A, B or same for each dimension. A relationship that the prompt
 * asks for is text alignment, {@code TA}, and that is all that was judged: {@code VQ} and {@code MQ} stay empty rather
 * than claim a tie, and {@code Overall} is what {@code TA} is. Which clip is A depends on its path, not on the preference.
 */
public final class VideoAlignCsv {

    private static final List<String> COLUMNS = List.of(
            "path_A",
            "path_B",
            "A_model",
            "B_model",
            "prompt",
            "VQ",
            "MQ",
            "TA",
            "Overall",
            "fps_A",
            "num_frames_A",
            "fps_B",
            "num_frames_B",
            "prompt_id",
            "type",
            "hash_A",
            "hash_B",
            "score_A",
            "score_B",
            "margin",
            "source",
            "annotators",
            "time",
            "reasons");

    private VideoAlignCsv() {}

    /** @param media what is known of a clip besides its path */
    public static void write(Path file, List<PairRow> rows, Function<ContentHash, Media> media) throws IOException {
        AtomicFiles.write(file, temporary -> {
            try (BufferedWriter out = Files.newBufferedWriter(temporary)) {
                out.write(CsvText.row(COLUMNS) + "\n");
                for (PairRow row : rows) {
                    out.write(CsvText.row(fields(row, media)) + "\n");
                }
            }
        });
    }

    private static List<String> fields(PairRow row, Function<ContentHash, Media> media) {
        boolean first = row.tie() || row.chosen().compareTo(row.rejected()) < 0;
        String verdict = row.tie() ? "same" : first ? "A" : "B";
        Media chosen = row.chosenHash() == null ? Media.UNKNOWN : media.apply(row.chosenHash());
        Media rejected = row.rejectedHash() == null ? Media.UNKNOWN : media.apply(row.rejectedHash());
        Media a = first ? chosen : rejected;
        Media b = first ? rejected : chosen;
        List<String> fields = new ArrayList<>(COLUMNS.size());
        fields.add(first ? row.chosen() : row.rejected());
        fields.add(first ? row.rejected() : row.chosen());
        fields.addAll(List.of(a.model(), b.model(), row.prompt(), "", "", verdict, verdict));
        for (Media one : List.of(a, b)) {
            fields.add(one.frames() == 0 ? "" : MotTxt.plain(one.framesPerSecond()));
            fields.add(one.frames() == 0 ? "" : Integer.toString(one.frames()));
        }
        fields.add(text(row.promptId()));
        fields.add(row.type() == null ? "" : row.type().code());
        fields.add(hex(first ? row.chosenHash() : row.rejectedHash()));
        fields.add(hex(first ? row.rejectedHash() : row.chosenHash()));
        fields.add(text(first ? row.chosenScore() : row.rejectedScore()));
        fields.add(text(first ? row.rejectedScore() : row.chosenScore()));
        fields.add(text(row.margin()));
        fields.add(row.source().name().toLowerCase(Locale.ROOT));
        fields.add(Json.write(row.annotators()));
        fields.add(text(row.at()));
        fields.add(Json.write(row.reasons().stream()
                .map(reason -> reason.name().toLowerCase(Locale.ROOT))
                .toList()));
        return fields;
    }

    private static String text(@Nullable Object value) {
        return value == null ? "" : value.toString();
    }

    private static String hex(@Nullable ContentHash hash) {
        return hash == null ? "" : hash.hex();
    }

    /**
     * Needs {@code path_A}, {@code path_B}, {@code prompt}, and {@code TA} or {@code Overall}; a row without a verdict is
     * left out, since nobody says anything about it. Other columns may be missing, unknown ones are ignored.
     */
    public static List<PairRow> read(Path file) throws InterchangeException {
        CSVFormat format = CSVFormat.RFC4180
                .builder()
                .setHeader()
                .setSkipHeaderRecord(true)
                .setIgnoreEmptyLines(true)
                .build();
        List<PairRow> rows = new ArrayList<>();
        try (Reader text = CsvText.open(file);
                CSVParser parser = format.parse(text)) {
            for (String column : List.of("path_A", "path_B", "prompt")) {
                if (!parser.getHeaderNames().contains(column)) {
                    throw new InterchangeException(
                            file, "line 1", "has no column " + column + "; expected path_A, path_B, prompt and TA");
                }
            }
            for (CSVRecord record : parser) {
                PairRow row = new Line(file, parser.getCurrentLineNumber(), record).row();
                if (row != null) {
                    rows.add(row);
                }
            }
            return rows;
        } catch (CharacterCodingException e) {
            throw new InterchangeException(file, "", "is not UTF-8 text", e);
        } catch (UncheckedIOException e) {
            if (e.getCause() instanceof CharacterCodingException) {
                throw new InterchangeException(file, "", "is not UTF-8 text", e);
            }
            throw PromptCsv.wrongQuoting(file, e);
        } catch (IllegalArgumentException e) {
            throw new InterchangeException(file, "line 1", String.valueOf(e.getMessage()), e);
        } catch (IOException e) {
            throw new InterchangeException(file, "", "cannot be read: " + FileFault.reason(e), e);
        }
    }

    /** One row, and the way its fields are asked for. */
    private record Line(Path file, long number, CSVRecord record) {

        @Nullable
        PairRow row() throws InterchangeException {
            String verdict = field("TA").isEmpty() ? field("Overall") : field("TA");
            if (verdict.isEmpty()) {
                return null;
            }
            if (!List.of("A", "B", "same").contains(verdict)) {
                throw wrong("TA", "is '" + Corners.shorten(verdict) + "'; expected A, B or same");
            }
            boolean tie = verdict.equals("same");
            String chosen = verdict.equals("B") ? "B" : "A";
            String rejected = chosen.equals("A") ? "B" : "A";
            String type = field("type");
            return new PairRow(
                    record.get("prompt"),
                    orNull("prompt_id"),
                    type.isEmpty() ? null : DsrType.parse(type).orElseThrow(() -> wrong("type", "no DSR type")),
                    path("path_" + chosen),
                    path("path_" + rejected),
                    hash("hash_" + chosen),
                    hash("hash_" + rejected),
                    tie,
                    numberOrNull("score_" + chosen),
                    numberOrNull("score_" + rejected),
                    numberOrNull("margin"),
                    field("source").equals("score") ? Source.SCORE : Source.HUMAN,
                    list("annotators"),
                    time(),
                    reasons());
        }

        private InterchangeException wrong(String column, String problem) {
            return new InterchangeException(file, "line " + number + ", " + column, problem);
        }

        private String field(String column) {
            return record.isSet(column) ? record.get(column).strip() : "";
        }

        private @Nullable String orNull(String column) {
            String field = field(column);
            return field.isEmpty() ? null : field;
        }

        private String path(String column) throws InterchangeException {
            String field = field(column);
            if (field.isEmpty()) {
                throw wrong(column, "is empty; expected the path of a clip");
            }
            return field;
        }

        private @Nullable ContentHash hash(String column) throws InterchangeException {
            try {
                String field = field(column);
                return field.isEmpty() ? null : new ContentHash(field);
            } catch (IllegalArgumentException e) {
                throw wrong(column, "is no SHA-256 in 64 lower-case hexadecimal digits");
            }
        }

        private @Nullable Double numberOrNull(String column) throws InterchangeException {
            String field = field(column);
            try {
                return field.isEmpty() ? null : (Double) Double.parseDouble(field);
            } catch (NumberFormatException e) {
                throw wrong(column, "is '" + Corners.shorten(field) + "'; expected a number");
            }
        }

        /** A list as JSON writes it. */
        private List<String> list(String column) throws InterchangeException {
            String field = field(column);
            try {
                return field.isEmpty() ? List.of() : List.of(Json.read(field, String[].class));
            } catch (WorkbenchException e) {
                throw wrong(column, "is '" + Corners.shorten(field) + "'; expected a list such as [\"ann\", \"bob\"]");
            }
        }

        private @Nullable Instant time() throws InterchangeException {
            String field = field("time");
            try {
                return field.isEmpty() ? null : Instant.parse(field);
            } catch (DateTimeException e) {
                throw wrong(
                        "time", "is '" + Corners.shorten(field) + "'; expected a time such as 2026-02-22T10:15:30Z");
            }
        }

        private List<Reason> reasons() throws InterchangeException {
            List<Reason> reasons = new ArrayList<>();
            for (String text : list("reasons")) {
                try {
                    reasons.add(Reason.valueOf(text.toUpperCase(Locale.ROOT)));
                } catch (IllegalArgumentException e) {
                    throw wrong("reasons", "'" + Corners.shorten(text) + "' is none of " + List.of(Reason.values()));
                }
            }
            return reasons;
        }
    }
}
