package org.spatialalign.engine.interchange;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.spatialalign.engine.core.AtomicFiles;
import org.spatialalign.engine.core.FileFault;
import org.spatialalign.engine.prompt.Noun;
import org.spatialalign.engine.prompt.PromptFormatException;
import org.spatialalign.engine.prompt.SentenceTemplate;
import org.spatialalign.engine.prompt.Vocabulary;

/**
 * Vocabularies as CSV, one entry a line: {@code kind} (animal, object, scene or template), {@code word} (for a template
 * its id), {@code details} (an animal's verbs with semicolons between, a template's text) and {@code flags} (plural,
 * hard-to-detect). A vocabulary with a mistake is refused as a whole.
 */
public final class VocabularyCsv {

    private static final List<String> COLUMNS = List.of("kind", "word", "details", "flags");
    private static final Path SHIPPED = Path.of("vocabulary.csv");

    private VocabularyCsv() {}

    /** The vocabulary that comes with the program. */
    public static Vocabulary shipped() {
        try (InputStream in = VocabularyCsv.class.getResourceAsStream("vocabulary.csv")) {
            if (in == null) {
                throw new IllegalStateException("vocabulary.csv is not in the program");
            }
            return read(SHIPPED, new InputStreamReader(in, StandardCharsets.UTF_8));
        } catch (IOException | InterchangeException e) {
            throw new IllegalStateException("the program's own vocabulary cannot be read", e);
        }
    }

    /** @throws InterchangeException naming the line and the column of the first mistake */
    public static Vocabulary read(Path file) throws InterchangeException {
        try (Reader text = CsvText.open(file)) {
            return read(file, text);
        } catch (IOException e) {
            throw new InterchangeException(file, "", "cannot be read: " + FileFault.reason(e), e);
        }
    }

    private static Vocabulary read(Path file, Reader text) throws IOException, InterchangeException {
        CSVFormat format = CSVFormat.RFC4180.builder().setIgnoreEmptyLines(true).build();
        Lists lists = new Lists(file);
        try (CSVParser parser = format.parse(text)) {
            boolean header = true;
            for (CSVRecord record : parser) {
                long line = parser.getCurrentLineNumber();
                if (header) {
                    requireHeader(file, record);
                    header = false;
                } else {
                    lists.add(record, line);
                }
            }
            if (header) {
                throw new InterchangeException(
                        file, "", "is empty; expected a header with the columns " + String.join(", ", COLUMNS));
            }
        } catch (UncheckedIOException e) {
            throw new InterchangeException(
                    file,
                    "",
                    "is no CSV in UTF-8, or a quote in it is wrong; text with commas must stand in quotes: "
                            + e.getMessage(),
                    e);
        }
        return lists.vocabulary();
    }

    private static void requireHeader(Path file, CSVRecord record) throws InterchangeException {
        List<String> found = Stream.of(record.values())
                .map(cell -> cell.strip().toLowerCase(Locale.ROOT))
                .toList();
        if (!found.equals(COLUMNS)) {
            throw new InterchangeException(
                    file,
                    "line 1",
                    "expected the header " + String.join(",", COLUMNS) + ", found "
                            + Corners.shorten(String.join(",", found)));
        }
    }

    /** Writes a vocabulary so that {@link #read} gives the same one. */
    public static void write(Path file, Vocabulary vocabulary) throws IOException {
        AtomicFiles.write(file, temporary -> {
            try (BufferedWriter out = Files.newBufferedWriter(temporary)) {
                line(out, COLUMNS);
                for (Noun animal : vocabulary.animals()) {
                    line(out, List.of("animal", animal.word(), String.join("; ", animal.verbs()), flags(animal)));
                }
                for (Noun object : vocabulary.objects()) {
                    line(out, List.of("object", object.word(), "", flags(object)));
                }
                for (String scene : vocabulary.scenes()) {
                    line(out, List.of("scene", scene, "", ""));
                }
                for (SentenceTemplate template : vocabulary.templates()) {
                    line(out, List.of("template", template.id(), template.text(), ""));
                }
            }
        });
    }

    private static void line(BufferedWriter out, List<String> fields) throws IOException {
        out.write(CsvText.row(fields));
        out.write('\n');
    }

    private static String flags(Noun noun) {
        return noun.flags().stream().sorted().map(Noun.Flag::code).collect(Collectors.joining("; "));
    }

    /** Gathers the lines of one file. */
    private static final class Lists {
        private final Path file;
        private final List<Noun> animals = new ArrayList<>();
        private final List<Noun> objects = new ArrayList<>();
        private final List<String> scenes = new ArrayList<>();
        private final List<SentenceTemplate> templates = new ArrayList<>();
        private final List<Long> animalLines = new ArrayList<>();
        private final List<Long> objectLines = new ArrayList<>();
        private final List<Long> sceneLines = new ArrayList<>();
        private final List<Long> templateLines = new ArrayList<>();

        Lists(Path file) {
            this.file = file;
        }

        void add(CSVRecord record, long line) throws InterchangeException {
            if (record.size() < 2 || record.size() > COLUMNS.size()) {
                throw new InterchangeException(
                        file,
                        "line " + line,
                        "has " + record.size() + " fields, expected " + String.join(",", COLUMNS)
                                + "; text with commas must stand in quotes");
            }
            String word = record.get(1).strip();
            String details = record.size() > 2 ? record.get(2).strip() : "";
            String flags = record.size() > 3 ? record.get(3) : "";
            if (word.isEmpty()) {
                throw new InterchangeException(
                        file, "line " + line + ", column word", "is empty; write a word or remove the line");
            }
            switch (record.get(0).strip().toLowerCase(Locale.ROOT)) {
                case "animal" -> {
                    animals.add(new Noun(word, parts(details), flags(flags, line)));
                    animalLines.add(line);
                }
                case "object" -> {
                    objects.add(new Noun(word, List.of(), flags(flags, line)));
                    objectLines.add(line);
                }
                case "scene" -> {
                    scenes.add(word);
                    sceneLines.add(line);
                }
                case "template" -> {
                    templates.add(new SentenceTemplate(word, details));
                    templateLines.add(line);
                }
                default ->
                    throw new InterchangeException(
                            file,
                            "line " + line + ", column kind",
                            "'" + Corners.shorten(record.get(0))
                                    + "' is no kind; expected animal, object, scene or template");
            }
        }

        private static List<String> parts(String text) {
            return text.isEmpty()
                    ? List.of()
                    : Stream.of(text.split(";", -1)).map(String::strip).toList();
        }

        private Set<Noun.Flag> flags(String text, long line) throws InterchangeException {
            Set<Noun.Flag> flags = EnumSet.noneOf(Noun.Flag.class);
            for (String code : parts(text.strip())) {
                flags.add(Noun.Flag.parse(code)
                        .orElseThrow(() -> new InterchangeException(
                                file,
                                "line " + line + ", column flags",
                                "'" + Corners.shorten(code) + "' is no flag; expected plural or hard-to-detect")));
            }
            return flags;
        }

        Vocabulary vocabulary() throws InterchangeException {
            Vocabulary vocabulary = new Vocabulary(animals, objects, scenes, templates);
            try {
                vocabulary.check((list, row) -> {
                    List<Long> lines =
                            switch (list) {
                                case "animals" -> animalLines;
                                case "objects" -> objectLines;
                                case "scenes" -> sceneLines;
                                default -> templateLines;
                            };
                    return "line " + lines.get(row);
                });
            } catch (PromptFormatException e) {
                throw new InterchangeException(file, e.place(), e.problem(), e);
            }
            return vocabulary;
        }
    }
}
