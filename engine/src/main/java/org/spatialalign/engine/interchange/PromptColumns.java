package org.spatialalign.engine.interchange;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.apache.commons.csv.CSVRecord;
import org.spatialalign.engine.prompt.DsrPrompt;
import org.spatialalign.engine.prompt.DsrType;
import org.spatialalign.engine.prompt.Relation;

/** Where the columns of a prompt list are, and how a row becomes a prompt. */
final class PromptColumns {

    static final List<String> REQUIRED = List.of("type", "prompt_id", "animal", "object", "initial_SR", "final_SR");

    private final int width;
    private final List<String> known;
    private final Map<String, Integer> index;
    private final List<String> notes;

    private PromptColumns(int width, List<String> known, Map<String, Integer> index, List<String> notes) {
        this.width = width;
        this.known = known;
        this.index = index;
        this.notes = notes;
    }

    /** One field that is not as it should be; the row is left out. */
    static final class BadField extends Exception {
        private static final long serialVersionUID = 1L;
        private final String column;

        BadField(String column, String message) {
            // Millions of bad rows must not cost a stack trace each.
            super(message, null, false, false);
            this.column = column;
        }

        String column() {
            return column;
        }
    }

    static PromptColumns of(Path file, CSVRecord header) throws InterchangeException {
        Map<String, String> spelling =
                PromptCsv.KNOWN.stream().collect(Collectors.toMap(name -> name.toLowerCase(Locale.ROOT), name -> name));
        List<String> known = new ArrayList<>();
        List<String> unknown = new ArrayList<>();
        Map<String, Integer> index = new HashMap<>();
        for (int i = 0; i < header.size(); i++) {
            String cell = header.get(i).strip();
            String name = spelling.get(cell.toLowerCase(Locale.ROOT));
            if (name == null) {
                unknown.add(cell);
            } else if (index.putIfAbsent(name, i) != null) {
                throw new InterchangeException(
                        file, "line 1", "the column " + name + " is there twice; keep one of them");
            } else {
                known.add(name);
            }
        }
        List<String> missing =
                REQUIRED.stream().filter(name -> !index.containsKey(name)).toList();
        if (!missing.isEmpty()) {
            throw new InterchangeException(file, "line 1", missingText(header, missing));
        }
        List<String> notes = new ArrayList<>();
        unknown.removeIf(String::isEmpty);
        if (!unknown.isEmpty()) {
            notes.add("columns ignored: " + String.join(", ", unknown));
        }
        if (index.containsKey("video") != index.containsKey("reward")) {
            notes.add("the columns video and reward only count together; one of them is missing");
        }
        if (!index.containsKey("prompt")) {
            notes.add("no column prompt: the sentences stay empty");
        }
        return new PromptColumns(header.size(), List.copyOf(known), index, notes);
    }

    private static String missingText(CSVRecord header, List<String> missing) {
        String text = (missing.size() == 1 ? "the column " : "the columns ") + String.join(", ", missing)
                + (missing.size() == 1 ? " is" : " are") + " missing. The first line must name the columns "
                + String.join(", ", PromptCsv.DEFAULT_COLUMNS);
        if (header.size() == 1 && header.get(0).contains(";")) {
            return text + ". The fields seem to be separated by semicolons; save the file with commas";
        }
        if (header.size() == 1 && header.get(0).contains("\t")) {
            return text + ". The fields seem to be separated by tabs; save the file with commas";
        }
        return text;
    }

    List<String> known() {
        return known;
    }

    List<String> notes() {
        return notes;
    }

    /** @param share gives back one copy of texts that repeat from row to row */
    DsrPrompt prompt(CSVRecord record, UnaryOperator<String> share) throws BadField {
        checkWidth(record);
        String promptId = filled(record, "prompt_id");
        String animal = share.apply(filled(record, "animal"));
        String object = share.apply(filled(record, "object"));
        if (animal.equalsIgnoreCase(object)) {
            throw new BadField(
                    "object", "animal and object are both '" + object + "'; their boxes could not be told apart");
        }
        String initial = share.apply(filled(record, "initial_SR"));
        String last = share.apply(filled(record, "final_SR"));
        DsrType phrases = new DsrType(relation("initial_SR", initial), relation("final_SR", last));
        String code = filled(record, "type");
        DsrType type = DsrType.parse(code)
                .orElseThrow(() -> new BadField(
                        "type",
                        "'" + Corners.shorten(code)
                                + "' is not known; expected two of the letters L, R, T, U, as in LT"));
        if (!type.equals(phrases)) {
            throw new BadField(
                    "type",
                    "'" + type + "' contradicts initial_SR '" + initial + "' and final_SR '" + last + "', which are "
                            + phrases);
        }
        return new DsrPrompt(
                promptId,
                type,
                animal,
                object,
                share.apply(value(record, "scene")),
                initial,
                last,
                value(record, "prompt"),
                share.apply(value(record, "group").strip()));
    }

    /** The row's videos and rewards; empty when the file has no such columns. */
    List<ClipReward> rewards(CSVRecord record, String promptId) throws BadField {
        if (!index.containsKey("video") || !index.containsKey("reward")) {
            return List.of();
        }
        List<Object> videos = literal(record, "video");
        List<Object> rewards = literal(record, "reward");
        if (videos.size() != rewards.size()) {
            throw new BadField("reward", "lists " + rewards.size() + " rewards for " + videos.size() + " videos");
        }
        List<ClipReward> result = new ArrayList<>(videos.size());
        for (int i = 0; i < videos.size(); i++) {
            if (!(videos.get(i) instanceof String video) || video.isBlank()) {
                throw new BadField("video", "item " + (i + 1) + " is no file name");
            }
            if (!(rewards.get(i) instanceof Number number)) {
                throw new BadField("reward", "item " + (i + 1) + " is no number");
            }
            double reward = number.doubleValue();
            if (reward != ClipReward.REFUSED && !(reward >= 0 && reward <= 1)) {
                throw new BadField(
                        "reward", "item " + (i + 1) + " is " + number + "; expected a score in [0, 1], or -100");
            }
            result.add(new ClipReward(promptId, video, reward));
        }
        return result;
    }

    private List<Object> literal(CSVRecord record, String column) throws BadField {
        String text = value(record, column);
        if (text.isBlank()) {
            return List.of();
        }
        try {
            return PythonLiteral.list(text);
        } catch (IllegalArgumentException e) {
            throw new BadField(column, String.valueOf(e.getMessage()));
        }
    }

    private void checkWidth(CSVRecord record) throws BadField {
        if (record.size() < width) {
            throw new BadField("", "has " + record.size() + " fields, the header has " + width);
        }
        for (int i = width; i < record.size(); i++) {
            if (!record.get(i).isBlank()) {
                throw new BadField(
                        "",
                        "has " + record.size() + " fields, the header has " + width
                                + "; text with commas must stand in quotes");
            }
        }
    }

    private static Relation relation(String column, String phrase) throws BadField {
        return Relation.fromPhrase(phrase)
                .orElseThrow(() -> new BadField(
                        column,
                        "'" + Corners.shorten(phrase) + "' is no known relation; expected one of \"on the left of\","
                                + " \"on the right of\", \"on the top of\", \"under\""));
    }

    private String filled(CSVRecord record, String column) throws BadField {
        String text = value(record, column).strip();
        if (text.isEmpty()) {
            throw new BadField(column, "is empty");
        }
        return text;
    }

    private String value(CSVRecord record, String column) {
        Integer i = index.get(column);
        return i == null ? "" : record.get(i);
    }
}
