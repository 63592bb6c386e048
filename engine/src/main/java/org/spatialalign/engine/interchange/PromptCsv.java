package org.spatialalign.engine.interchange;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;
import org.spatialalign.engine.core.AtomicFiles;
import org.spatialalign.engine.core.FileFault;
import org.spatialalign.engine.prompt.DsrPrompt;

/**
 * The paper's prompt lists and result lists: CSV with columns found by their header, in any order. Rows that are wrong
 * are left out and listed; wrong quoting makes the whole file refused, since nothing behind it can be trusted. UTF-8
 * (or UTF-16 with a mark), any line ends.
 */
public final class PromptCsv {

    /** So many problems are listed one by one. */
    public static final int MOST_PROBLEMS = 10_000;

    static final List<String> KNOWN = List.of(
            "group",
            "type",
            "prompt_id",
            "animal",
            "object",
            "scene",
            "initial_SR",
            "final_SR",
            "prompt",
            "video",
            "reward");

    /** The form of the paper's 30-prompt list, written when no other form is given. */
    public static final List<String> DEFAULT_COLUMNS =
            List.of("type", "prompt_id", "animal", "object", "scene", "initial_SR", "final_SR", "prompt");

    /** The form of the paper's 120-prompt list. */
    public static final List<String> GROUP_COLUMNS =
            List.of("group", "type", "prompt_id", "scene", "initial_SR", "final_SR", "animal", "object", "prompt");

    private static final Pattern START_LINE = Pattern.compile("\\(startline (\\d+)\\)");

    private PromptCsv() {}

    /**
     * Reads a list. Memory grows with the rows that are kept, about 0.5 kB each.
     *
     * @throws InterchangeException when the file cannot be read, has no usable header, or its quoting is wrong
     */
    public static PromptTable read(Path file) throws InterchangeException {
        CSVFormat format = CSVFormat.RFC4180.builder().setIgnoreEmptyLines(true).build();
        try (Reader text = CsvText.open(file);
                CSVParser parser = format.parse(text)) {
            Iterator<CSVRecord> records = parser.iterator();
            if (!records.hasNext()) {
                throw new InterchangeException(
                        file, "", "is empty; expected a header with the columns " + String.join(", ", DEFAULT_COLUMNS));
            }
            Collector collector = new Collector(PromptColumns.of(file, records.next()));
            while (records.hasNext()) {
                collector.add(records.next(), parser.getCurrentLineNumber());
            }
            return collector.table();
        } catch (CharacterCodingException e) {
            throw notText(file, e);
        } catch (UncheckedIOException e) {
            throw e.getCause() instanceof CharacterCodingException encoding
                    ? notText(file, encoding)
                    : wrongQuoting(file, e);
        } catch (IOException e) {
            throw new InterchangeException(file, "", "cannot be read: " + FileFault.reason(e), e);
        }
    }

    private static InterchangeException notText(Path file, IOException e) {
        return new InterchangeException(
                file, "", "is not UTF-8 text. Save it as CSV with the encoding UTF-8 and try again", e);
    }

    /** The parser's own messages name the line, as "at line: 3" or as "(startline 3)". */
    static InterchangeException wrongQuoting(Path file, UncheckedIOException e) {
        String message = String.valueOf(e.getMessage());
        Matcher open = START_LINE.matcher(message);
        if (open.find()) {
            return new InterchangeException(
                    file,
                    "line " + open.group(1),
                    "a quote is opened and never closed. Close it, or double quotes that belong to the text (\"\")",
                    e);
        }
        Matcher inside = Pattern.compile("at line: (\\d+)").matcher(message);
        if (inside.find()) {
            return new InterchangeException(
                    file,
                    "line " + inside.group(1),
                    "text follows a closing quote. Double quotes that belong to the text (\"\")",
                    e);
        }
        return new InterchangeException(file, "", "cannot be read: " + message, e);
    }

    /** Writes a list in its own form, with line feeds as in the paper's files. */
    public static void write(Path file, PromptTable table) throws IOException {
        Map<String, List<ClipReward>> rewards = new HashMap<>();
        for (ClipReward reward : table.rewards()) {
            rewards.computeIfAbsent(reward.promptId(), id -> new ArrayList<>()).add(reward);
        }
        write(file, table.columns(), table.prompts(), rewards);
    }

    /** Writes prompts in the form of the paper's 30-prompt list. */
    public static void write(Path file, List<DsrPrompt> prompts) throws IOException {
        write(file, DEFAULT_COLUMNS, prompts, Map.of());
    }

    static void write(Path file, List<String> columns, List<DsrPrompt> prompts, Map<String, List<ClipReward>> rewards)
            throws IOException {
        AtomicFiles.write(file, temporary -> {
            try (BufferedWriter out = Files.newBufferedWriter(temporary)) {
                out.write(CsvText.row(columns));
                out.write('\n');
                for (DsrPrompt prompt : prompts) {
                    List<ClipReward> own = rewards.getOrDefault(prompt.promptId(), List.of());
                    List<String> fields = new ArrayList<>(columns.size());
                    for (String column : columns) {
                        fields.add(field(column, prompt, own));
                    }
                    out.write(CsvText.row(fields));
                    out.write('\n');
                }
            }
        });
    }

    private static String field(String column, DsrPrompt prompt, List<ClipReward> rewards) {
        return switch (column) {
            case "group" -> prompt.group();
            case "type" -> prompt.type().code();
            case "prompt_id" -> prompt.promptId();
            case "animal" -> prompt.animal();
            case "object" -> prompt.object();
            case "scene" -> prompt.scene();
            case "initial_SR" -> prompt.initialPhrase();
            case "final_SR" -> prompt.finalPhrase();
            case "prompt" -> prompt.sentence();
            case "video" ->
                PythonLiteral.write(rewards.stream().map(ClipReward::video).toList());
            case "reward" ->
                PythonLiteral.write(rewards.stream()
                        .map(r -> r.refused() ? (Object) (long) r.reward() : (Object) r.reward())
                        .toList());
            default -> throw new IllegalArgumentException("no such column: " + column);
        };
    }

    /** Gathers the rows of one file. */
    static final class Collector {
        private final PromptColumns columns;
        private final Map<String, DsrPrompt> byId = new HashMap<>();
        private final Map<String, String> shared = new HashMap<>();
        private final List<DsrPrompt> prompts = new ArrayList<>();
        private final List<RowProblem> problems = new ArrayList<>();
        private final Set<ClipReward> rewards = new LinkedHashSet<>();
        private int repeated;
        private long moreProblems;

        Collector(PromptColumns columns) {
            this.columns = columns;
        }

        void add(CSVRecord record, long lastLine) {
            try {
                DsrPrompt prompt = columns.prompt(record, this::share);
                List<ClipReward> own = columns.rewards(record, prompt.promptId());
                DsrPrompt earlier = byId.putIfAbsent(prompt.promptId(), prompt);
                if (earlier == null) {
                    prompts.add(prompt);
                    rewards.addAll(own);
                } else if (earlier.equals(prompt)) {
                    repeated++;
                    rewards.addAll(own);
                } else {
                    throw new PromptColumns.BadField(
                            "prompt_id",
                            "'" + prompt.promptId() + "' is already used by an earlier row with other content; give"
                                    + " each prompt its own prompt_id");
                }
            } catch (PromptColumns.BadField e) {
                if (problems.size() < MOST_PROBLEMS) {
                    long line = firstLine(record, lastLine);
                    String place = e.column().isEmpty() ? "line " + line : "line " + line + ", column " + e.column();
                    problems.add(new RowProblem(place, String.valueOf(e.getMessage())));
                } else {
                    moreProblems++;
                }
            }
        }

        /** The same words come back in every row; one copy of each is enough. */
        private String share(String text) {
            @Nullable String known = shared.putIfAbsent(text, text);
            return known == null ? text : known;
        }

        private static long firstLine(CSVRecord record, long lastLine) {
            long breaks = 0;
            for (String value : record) {
                for (int i = 0; i < value.length(); i++) {
                    char c = value.charAt(i);
                    boolean lone = c == '\r' && (i + 1 == value.length() || value.charAt(i + 1) != '\n');
                    if (c == '\n' || lone) {
                        breaks++;
                    }
                }
            }
            return lastLine - breaks;
        }

        PromptTable table() {
            List<String> notes = new ArrayList<>(columns.notes());
            if (repeated > 0) {
                notes.add(repeated + (repeated == 1 ? " row repeats" : " rows repeat") + " an earlier one exactly");
            }
            if (moreProblems > 0) {
                notes.add(moreProblems + " more rows have problems that are not listed");
            }
            return new PromptTable(
                    List.copyOf(prompts),
                    List.copyOf(problems),
                    List.copyOf(rewards),
                    columns.known(),
                    List.copyOf(notes));
        }
    }
}
