package org.spatialalign.engine.interchange;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.spatialalign.engine.prompt.DsrPrompt;
import org.spatialalign.engine.prompt.DsrType;
import org.spatialalign.engine.prompt.ParsedSentence;
import org.spatialalign.engine.prompt.PromptSlots;
import org.spatialalign.engine.prompt.SentenceGrammar;

/**
 * Prompts as they come from a spreadsheet by copy and paste: cells with tabs between, with or without a header. Rows of
 * the paper's two forms need no header; a single column is taken as sentences, two as id and sentence.
 */
public final class PromptPaste {

    private static final Path PASTED = Path.of("pasted text");
    private static final int MOST_NOTES = 50;

    private PromptPaste() {}

    /**
     * @param idPrefix of the ids that are made up for sentences without one; a number and the type follow
     * @param firstNumber of these ids
     * @throws InterchangeException if the columns cannot be told, or the quoting is wrong
     */
    public static PromptTable read(String text, SentenceGrammar grammar, String idPrefix, int firstNumber)
            throws InterchangeException {
        if (text.isBlank()) {
            throw new InterchangeException(PASTED, "", "is empty; copy rows of prompts first");
        }
        List<CSVRecord> records = parse(text, commas(text) ? ',' : '\t');
        CSVRecord first = records.get(0);
        boolean header = header(first);
        List<CSVRecord> rows = header ? records.subList(1, records.size()) : records;
        List<String> names = header ? List.of(first.values()) : guess(first);
        Sentences sentences = new Sentences(names, grammar, idPrefix, firstNumber);
        if (sentences.only()) {
            return sentences.read(rows, header ? 2 : 1);
        }
        CSVRecord columns =
                header ? first : parse(String.join("\t", names), '\t').get(0);
        PromptCsv.Collector collector = new PromptCsv.Collector(PromptColumns.of(PASTED, columns));
        for (CSVRecord row : rows) {
            collector.add(row, row.getRecordNumber());
        }
        return collector.table();
    }

    /** Whether it is a whole CSV file, with its header. */
    private static boolean commas(String text) {
        String[] cells = text.strip().lines().findFirst().orElse("").split(",");
        return text.indexOf('\t') < 0
                && cells.length > 1
                && PromptCsv.KNOWN.stream().anyMatch(cells[0].strip()::equalsIgnoreCase);
    }

    private static List<CSVRecord> parse(String text, char delimiter) throws InterchangeException {
        CSVFormat format = CSVFormat.RFC4180
                .builder()
                .setDelimiter(delimiter)
                .setIgnoreEmptyLines(true)
                .build();
        try (CSVParser parser = CSVParser.parse(text, format)) {
            return parser.getRecords();
        } catch (UncheckedIOException e) {
            throw PromptCsv.wrongQuoting(PASTED, e);
        } catch (IOException e) {
            throw PromptCsv.wrongQuoting(PASTED, new UncheckedIOException(e));
        }
    }

    private static boolean header(CSVRecord first) {
        return Stream.of(first.values()).map(String::strip).anyMatch(cell -> PromptCsv.KNOWN.stream()
                .filter(name -> first.size() == 1 ? name.equals("prompt") : !name.equals("group"))
                .anyMatch(cell::equalsIgnoreCase));
    }

    private static List<String> guess(CSVRecord first) throws InterchangeException {
        int width = first.size();
        if (width == PromptCsv.DEFAULT_COLUMNS.size()
                && DsrType.parse(first.get(0)).isPresent()) {
            return PromptCsv.DEFAULT_COLUMNS;
        }
        if (width == PromptCsv.GROUP_COLUMNS.size()
                && DsrType.parse(first.get(1)).isPresent()) {
            return PromptCsv.GROUP_COLUMNS;
        }
        if (width == 1) {
            return List.of("prompt");
        }
        if (width == 2) {
            return List.of("prompt_id", "prompt");
        }
        throw new InterchangeException(
                PASTED,
                "line 1",
                "has " + width + " columns and no header. Copy the header too; it names the columns "
                        + String.join(", ", PromptCsv.DEFAULT_COLUMNS));
    }

    /** Rows that have nothing but a sentence, and perhaps an id. */
    private static final class Sentences {
        private final SentenceGrammar grammar;
        private final String idPrefix;
        private final int firstNumber;
        private final int sentenceColumn;
        private final int idColumn;
        private final boolean only;

        Sentences(List<String> names, SentenceGrammar grammar, String idPrefix, int firstNumber) {
            List<String> lower = names.stream()
                    .map(name -> name.strip().toLowerCase(Locale.ROOT))
                    .toList();
            this.grammar = grammar;
            this.idPrefix = idPrefix;
            this.firstNumber = firstNumber;
            this.sentenceColumn = lower.indexOf("prompt");
            this.idColumn = lower.indexOf("prompt_id");
            this.only = sentenceColumn >= 0
                    && PromptColumns.REQUIRED.stream()
                            .filter(name -> !name.equals("prompt_id"))
                            .map(name -> name.toLowerCase(Locale.ROOT))
                            .noneMatch(lower::contains);
        }

        boolean only() {
            return only;
        }

        PromptTable read(List<CSVRecord> rows, int firstLine) {
            List<DsrPrompt> prompts = new ArrayList<>();
            List<RowProblem> problems = new ArrayList<>();
            List<String> notes = new ArrayList<>();
            for (int i = 0; i < rows.size(); i++) {
                String place = "line " + (firstLine + i);
                String sentence = cell(rows.get(i), sentenceColumn);
                ParsedSentence parsed = grammar.parse(sentence);
                Optional<PromptSlots> slots = parsed.slots();
                String why = parsed.gaps().isEmpty()
                        ? ""
                        : Gaps.text(sentence, parsed.gaps().get(0));
                if (slots.isEmpty()) {
                    problems.add(new RowProblem(place, "cannot be understood: " + why));
                    continue;
                }
                if (!why.isEmpty() && notes.size() < MOST_NOTES) {
                    notes.add(place + " is understood in part: " + why);
                }
                String given = idColumn < 0 ? "" : cell(rows.get(i), idColumn);
                String id = given.isEmpty()
                        ? idPrefix + (firstNumber + i) + "_" + slots.get().type()
                        : given;
                prompts.add(prompt(id, slots.get(), parsed));
            }
            return new PromptTable(
                    List.copyOf(prompts),
                    List.copyOf(problems),
                    List.of(),
                    PromptCsv.DEFAULT_COLUMNS,
                    List.copyOf(notes));
        }

        private static String cell(CSVRecord row, int column) {
            return column < row.size() ? row.get(column).strip() : "";
        }

        private static DsrPrompt prompt(String id, PromptSlots slots, ParsedSentence parsed) {
            return new DsrPrompt(
                    id,
                    slots.type(),
                    slots.animal(),
                    slots.object(),
                    slots.scene(),
                    slots.initialPhrase(),
                    slots.finalPhrase(),
                    parsed.sentence(),
                    "",
                    slots.verb(),
                    parsed.complete() ? parsed.template().orElse("") : "");
        }
    }

    /** What was not understood, in words. */
    private static final class Gaps {
        static String text(String sentence, ParsedSentence.Gap gap) {
            String words = sentence.substring(gap.start(), gap.end());
            return words.isBlank() ? gap.why() : "\"" + Corners.shorten(words) + "\" " + gap.why();
        }
    }
}
