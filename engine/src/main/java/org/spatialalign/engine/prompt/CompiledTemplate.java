package org.spatialalign.engine.prompt;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.spatialalign.engine.prompt.ParsedSentence.Found;
import org.spatialalign.engine.prompt.ParsedSentence.Gap;
import org.spatialalign.engine.prompt.TemplateParts.Form;
import org.spatialalign.engine.prompt.TemplateParts.Hole;
import org.spatialalign.engine.prompt.TemplateParts.Literal;
import org.spatialalign.engine.prompt.TemplateParts.Part;

/** A template that is ready to make sentences and to take them apart. */
final class CompiledTemplate {

    private static final String WORD =
            "(?!(?:an?|the)\\b|(?:on|to|at|from)\\s+(?:the\\s+)?(?:left|right|top|bottom)\\b)"
                    + "[\\p{L}\\p{N}][\\p{L}\\p{N}'\u2019-]*";
    /** Up to four words, none of them an article: a noun such as "grey garden hare", a verb such as "walks over". */
    private static final String WORDS = WORD + "(?:\\s+" + WORD + "){0,3}";

    private static final String SIDE = "(?:left|right|top|bottom)(?:\\s+side)?\\s+of";
    private static final String VERTICAL = "underneath|under|beneath|below|above";

    /** "from the left of", and nothing else: it tells where a motion begins. */
    private static final String ORIGIN = "from\\s+(?:(?:the\\s+)?" + SIDE + "|" + VERTICAL + ")";

    private static final String PLACE = "(?:(?:on|to|at)\\s+)?(?:the\\s+)?" + SIDE + "|" + VERTICAL;

    /** Any wording of a relation. */
    static final String RELATION = ORIGIN + "|" + PLACE;

    private static final int FLAGS = Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE;
    /** Beyond that, looking for them would cost more than they help. */
    private static final int MOST_PREFERRED = 2_000;

    private static final String ARTICLE = "an?";
    private static final Pattern PIECE = Pattern.compile("\\s+|\\S+");

    private final SentenceTemplate template;
    private final List<Part> parts;
    private final Pattern strict;
    private final Pattern loose;
    private final int literalLength;

    /** @param vocabulary its words are preferred where a sentence could be cut in several ways */
    CompiledTemplate(SentenceTemplate template, Vocabulary vocabulary) throws PromptFormatException {
        this.template = template;
        this.parts = TemplateParts.of("template " + template.id(), template.text());
        Map<Slot, String> words = Map.of(
                Slot.ANIMAL, preferring(vocabulary.animals().stream().map(Noun::word), WORDS),
                Slot.OBJECT, preferring(vocabulary.objects().stream().map(Noun::word), WORDS),
                Slot.VERB,
                        preferring(
                                vocabulary.animals().stream().flatMap(animal -> animal.verbs().stream()), WORDS + "?"));
        this.strict = Pattern.compile(pattern(parts, words, true), FLAGS);
        this.loose = Pattern.compile(pattern(parts, words, false), FLAGS);
        this.literalLength = parts.stream()
                .mapToInt(
                        part -> part instanceof Literal literal ? literal.text().length() : 0)
                .sum();
    }

    private static String preferring(Stream<String> known, String any) {
        List<String> words = known.filter(word -> !word.isBlank())
                .distinct()
                .sorted(Comparator.comparingInt(String::length).reversed())
                .map(Pattern::quote)
                .toList();
        if (words.isEmpty() || words.size() > MOST_PREFERRED) {
            return any;
        }
        return "(?:" + String.join("|", words) + ")(?![\\p{L}\\p{N}'\u2019-])|" + any;
    }

    SentenceTemplate template() {
        return template;
    }

    /** How much of it is fixed text: of two templates that a sentence fits, the one that says more is meant. */
    int literalLength() {
        return literalLength;
    }

    boolean has(Slot slot) {
        return parts.stream().anyMatch(part -> part instanceof Hole hole && hole.slot() == slot);
    }

    String render(PromptSlots slots) {
        StringBuilder sentence = new StringBuilder();
        for (Part part : parts) {
            if (part instanceof Literal literal) {
                sentence.append(literal.text());
            } else if (part instanceof Hole hole) {
                append(sentence, hole, slots);
            }
        }
        if (sentence.length() > 0) {
            sentence.setCharAt(0, Character.toUpperCase(sentence.charAt(0)));
        }
        return sentence.toString();
    }

    private static void append(StringBuilder sentence, Hole hole, PromptSlots slots) {
        switch (hole.slot()) {
            case SCENE -> appendScene(sentence, hole, slots.scene().strip());
            case ANIMAL -> appendNoun(sentence, hole.form(), slots.animal());
            case OBJECT -> appendNoun(sentence, hole.form(), slots.object());
            case VERB -> sentence.append(slots.verb());
            case INITIAL ->
                sentence.append(
                        hole.form() == Form.FROM ? slots.type().initial().originPhrase() : slots.initialPhrase());
            case FINAL ->
                sentence.append(
                        hole.form() == Form.AT_REST ? slots.type().last().initialPhrase() : slots.finalPhrase());
        }
    }

    private static void appendNoun(StringBuilder sentence, Form form, String noun) {
        if (form == Form.WITH_ARTICLE) {
            sentence.append(Articles.indefinite(noun)).append(' ');
        }
        sentence.append(noun);
    }

    private static void appendScene(StringBuilder sentence, Hole hole, String scene) {
        if (scene.isEmpty()) {
            return;
        }
        if (hole.separatorBehind()) {
            boolean comma = scene.endsWith(",") && hole.separator().startsWith(",");
            sentence.append(scene).append(comma ? hole.separator().substring(1) : hole.separator());
            return;
        }
        String inside = scene.endsWith(",") ? scene.substring(0, scene.length() - 1) : scene;
        boolean word = inside.length() > 1 && Character.isLowerCase(inside.charAt(1));
        sentence.append(hole.separator());
        sentence.append(word ? inside.substring(0, 1).toLowerCase(Locale.ROOT) : inside.substring(0, 1));
        sentence.append(inside, 1, inside.length());
    }

    /** Takes a sentence apart; empty when it has another structure. */
    Optional<ParsedSentence> match(String sentence) {
        Matcher matcher = strict.matcher(sentence);
        if (!matcher.matches()) {
            matcher = loose.matcher(sentence);
            if (!matcher.matches()) {
                return Optional.empty();
            }
        }
        Map<Slot, Found> found = new EnumMap<>(Slot.class);
        List<Gap> gaps = new ArrayList<>();
        for (int i = 0; i < parts.size(); i++) {
            if (parts.get(i) instanceof Hole hole && matcher.group(name(i)) != null) {
                Found here = found(hole, matcher.start(name(i)), matcher.end(name(i)), matcher.group(name(i)));
                Found earlier = found.putIfAbsent(hole.slot(), here);
                if (earlier != null && !same(hole.slot(), earlier.text(), here.text())) {
                    gaps.add(new Gap(
                            here.start(),
                            here.end(),
                            "says \"" + here.text() + "\", before it was \"" + earlier.text() + "\""));
                }
                if (hole.form() == Form.WITH_ARTICLE) {
                    checkArticle(matcher, i, here.text(), gaps);
                }
            }
        }
        return Optional.of(new ParsedSentence(sentence, Optional.of(template.id()), found, gaps));
    }

    private static boolean same(Slot slot, String one, String other) {
        if (slot == Slot.INITIAL || slot == Slot.FINAL) {
            return Relation.fromPhrase(one).equals(Relation.fromPhrase(other));
        }
        return one.equalsIgnoreCase(other);
    }

    private static Found found(Hole hole, int start, int end, String said) {
        String text = said.strip().replaceAll("\\s+", " ");
        Slot slot = hole.slot();
        if (slot == Slot.SCENE && !hole.separatorBehind() && !text.isEmpty()) {
            text = text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
        } else if (hole.form() == Form.FROM) {
            text = Relation.fromPhrase(text).map(Relation::initialPhrase).orElse(text);
        } else if (hole.form() == Form.AT_REST) {
            text = Relation.fromPhrase(text).map(Relation::finalPhrase).orElse(text);
        }
        return new Found(start, end, text);
    }

    private static void checkArticle(Matcher matcher, int part, String noun, List<Gap> gaps) {
        String article = matcher.group("a" + name(part));
        String expected = Articles.indefinite(noun);
        if (!article.equalsIgnoreCase(expected)) {
            gaps.add(new Gap(
                    matcher.start("a" + name(part)),
                    matcher.end("a" + name(part)),
                    "should be \"" + expected + "\" in front of \"" + noun + "\""));
        }
    }

    /** @param strict whether a word that comes again has to be the same; only then can some sentences be cut right */
    private static String pattern(List<Part> parts, Map<Slot, String> words, boolean strict) {
        Map<Slot, Integer> first = new EnumMap<>(Slot.class);
        StringBuilder pattern = new StringBuilder("\\s*");
        for (int i = 0; i < parts.size(); i++) {
            if (parts.get(i) instanceof Literal literal) {
                pattern.append(literalPattern(literal.text(), i == parts.size() - 1));
            } else if (parts.get(i) instanceof Hole hole) {
                Integer earlier = first.putIfAbsent(hole.slot(), i);
                String inside = words.getOrDefault(hole.slot(), relation(hole.form()));
                if (earlier != null && words.containsKey(hole.slot())) {
                    inside = strict ? "\\k<" + name(earlier) + ">" : WORDS + "?";
                }
                pattern.append(holePattern(hole, i, inside));
            }
        }
        return pattern.append("\\s*").toString();
    }

    private static String relation(Form form) {
        return form == Form.FROM ? ORIGIN : PLACE;
    }

    private static String holePattern(Hole hole, int index, String words) {
        String named = "(?<" + name(index) + ">";
        if (hole.slot() == Slot.SCENE) {
            String separator = literalPattern(hole.separator(), false);
            return hole.separatorBehind()
                    ? "(?:" + named + "\\S.*?)" + separator + ")?"
                    : "(?:" + separator + named + "\\S.*?))?";
        }
        String article = hole.form() == Form.WITH_ARTICLE ? "(?<a" + name(index) + ">" + ARTICLE + ")\\s+" : "";
        return article + named + words + ")";
    }

    /** Any white space for a space; the full stop at the very end may be left out. */
    private static String literalPattern(String text, boolean last) {
        String stem = last ? text.stripTrailing() : text;
        boolean stop = last && stem.endsWith(".");
        StringBuilder pattern = new StringBuilder();
        Matcher words = PIECE.matcher(stop ? stem.substring(0, stem.length() - 1) : stem);
        while (words.find()) {
            pattern.append(words.group().isBlank() ? "\\s+" : Pattern.quote(words.group()));
        }
        return pattern.append(stop ? "\\s*\\.?" : "").toString();
    }

    private static String name(int part) {
        return "p" + part;
    }
}
