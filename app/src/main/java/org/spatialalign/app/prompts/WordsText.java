package org.spatialalign.app.prompts;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.spatialalign.engine.prompt.Noun;
import org.spatialalign.engine.prompt.PromptFormatException;
import org.spatialalign.engine.prompt.SentenceTemplate;
import org.spatialalign.engine.prompt.Vocabulary;

/**
 * A vocabulary as text that a person edits: one entry a line. An animal's verbs follow a colon, what is special about a
 * word stands in brackets: {@code sheep: walks, trots [hard-to-detect]}. A structure is its id, a colon, the sentence.
 */
final class WordsText {

    private static final Pattern FLAGS = Pattern.compile("\\[([^\\[\\]]*)\\]\\s*$");

    private WordsText() {}

    /** What is wrong with a text: in which list, at which of its lines, counted from 1. */
    record Problem(WordList list, int line, String text) {
        @Override
        public String toString() {
            return list.title() + ", line " + line + ": " + text;
        }
    }

    /** A vocabulary, or what stands in the way of one. */
    record Reading(Optional<Vocabulary> vocabulary, Optional<Problem> problem) {}

    static Map<WordList, String> of(Vocabulary vocabulary) {
        Map<WordList, String> texts = new EnumMap<>(WordList.class);
        texts.put(WordList.ANIMALS, lines(vocabulary.animals().stream().map(WordsText::line)));
        texts.put(WordList.OBJECTS, lines(vocabulary.objects().stream().map(WordsText::line)));
        texts.put(WordList.SCENES, lines(vocabulary.scenes().stream()));
        texts.put(
                WordList.STRUCTURES,
                lines(vocabulary.templates().stream().map(template -> template.id() + ": " + template.text())));
        return texts;
    }

    private static String lines(Stream<String> lines) {
        return lines.collect(Collectors.joining("\n"));
    }

    private static String line(Noun noun) {
        String flags = noun.flags().stream().sorted().map(Noun.Flag::code).collect(Collectors.joining(", "));
        return noun.word()
                + (noun.verbs().isEmpty() ? "" : ": " + String.join(", ", noun.verbs()))
                + (flags.isEmpty() ? "" : " [" + flags + "]");
    }

    /** An entry and the line it stands in. */
    private record Line(int number, String text) {}

    /** Reads the four texts; empty lines do not count. */
    static Reading read(Map<WordList, String> texts) {
        Map<WordList, List<Line>> lines = new EnumMap<>(WordList.class);
        for (WordList list : WordList.values()) {
            lines.put(list, split(texts.getOrDefault(list, "")));
        }
        WordList at = WordList.ANIMALS;
        Line here = new Line(1, "");
        try {
            List<Noun> animals = new ArrayList<>();
            List<Noun> objects = new ArrayList<>();
            List<SentenceTemplate> templates = new ArrayList<>();
            for (WordList list : List.of(WordList.ANIMALS, WordList.OBJECTS, WordList.STRUCTURES)) {
                at = list;
                for (Line line : lines.getOrDefault(list, List.of())) {
                    here = line;
                    switch (list) {
                        case ANIMALS -> animals.add(noun(line.text(), true));
                        case OBJECTS -> objects.add(noun(line.text(), false));
                        default -> templates.add(template(line.text()));
                    }
                }
            }
            List<String> scenes = lines.getOrDefault(WordList.SCENES, List.of()).stream()
                    .map(Line::text)
                    .toList();
            Vocabulary read = new Vocabulary(animals, objects, scenes, templates);
            Optional<Problem> problem = check(read, lines);
            return new Reading(problem.isPresent() ? Optional.empty() : Optional.of(read), problem);
        } catch (PromptInputException e) {
            return new Reading(
                    Optional.empty(), Optional.of(new Problem(at, here.number(), String.valueOf(e.getMessage()))));
        }
    }

    private static List<Line> split(String text) {
        List<Line> lines = new ArrayList<>();
        int number = 0;
        for (String line : text.split("\\R", -1)) {
            number++;
            if (!line.isBlank()) {
                lines.add(new Line(number, line.strip()));
            }
        }
        return lines;
    }

    private static Optional<Problem> check(Vocabulary vocabulary, Map<WordList, List<Line>> lines) {
        Place place = new Place(WordList.STRUCTURES, 1);
        List<Place> asked = new ArrayList<>();
        try {
            vocabulary.check((list, row) -> {
                WordList of = WordList.ofKey(list);
                asked.add(
                        new Place(of, lines.getOrDefault(of, List.of()).get(row).number()));
                return "line " + asked.get(asked.size() - 1).line();
            });
            return Optional.empty();
        } catch (PromptFormatException e) {
            // Where something is there twice, the earlier place is named last.
            Matcher line = Pattern.compile("^line (\\d+)").matcher(e.place());
            if (line.find() && !asked.isEmpty()) {
                place = new Place(asked.get(asked.size() - 1).list(), Integer.parseInt(line.group(1)));
            }
            return Optional.of(new Problem(place.list(), place.line(), e.problem()));
        }
    }

    private record Place(WordList list, int line) {}

    private static Noun noun(String line, boolean verbs) throws PromptInputException {
        Set<Noun.Flag> flags = EnumSet.noneOf(Noun.Flag.class);
        String rest = line;
        Matcher brackets = FLAGS.matcher(line);
        if (brackets.find()) {
            for (String code : parts(brackets.group(1))) {
                flags.add(Noun.Flag.parse(code)
                        .orElseThrow(() -> new PromptInputException(
                                "[" + code + "] is not known; there are [plural] and [hard-to-detect].")));
            }
            rest = line.substring(0, brackets.start()).strip();
        }
        int colon = rest.indexOf(':');
        String word = (colon < 0 ? rest : rest.substring(0, colon)).strip().toLowerCase(Locale.ROOT);
        if (word.isEmpty()) {
            throw new PromptInputException("the word is missing before the colon.");
        }
        if (!verbs && colon >= 0) {
            throw new PromptInputException("an object has no verbs; write the word alone.");
        }
        return new Noun(word, colon < 0 ? List.of() : parts(rest.substring(colon + 1)), flags);
    }

    private static List<String> parts(String text) {
        return Stream.of(text.split("[,;]"))
                .map(String::strip)
                .filter(part -> !part.isEmpty())
                .toList();
    }

    private static SentenceTemplate template(String line) throws PromptInputException {
        int colon = line.indexOf(':');
        int brace = line.indexOf('{');
        if (colon <= 0 || (brace >= 0 && brace < colon)) {
            throw new PromptInputException(
                    "a structure needs a short name and a colon in front, as in \"from-to: {scene}, …\".");
        }
        return new SentenceTemplate(
                line.substring(0, colon).strip(), line.substring(colon + 1).strip());
    }
}
