package org.spatialalign.engine.prompt;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A template taken apart into literal text and slots. */
final class TemplateParts {

    /** How a slot's words are put into the sentence. */
    enum Form {
        PLAIN,
        WITH_ARTICLE,
        /** Of a relation: "on the left of" for the initial one, "to the left of" for the final one. */
        AS_WORDED,
        /** "from the left of". */
        FROM,
        /** "on the left of", whichever relation it is. */
        AT_REST
    }

    /** A stretch of the template. */
    sealed interface Part {}

    /** Text that stands in the sentence as it is. */
    record Literal(String text) implements Part {}

    /** @param separator of a scene: the comma or space that belongs to it, and goes when there is no scene */
    record Hole(Slot slot, Form form, String separator, boolean separatorBehind) implements Part {
        Hole(Slot slot, Form form) {
            this(slot, form, "", false);
        }
    }

    private static final Pattern BRACES = Pattern.compile("\\{([^{}]*)\\}");
    private static final Pattern LEADING = Pattern.compile("^[,;:]?\\s+");
    private static final Pattern TRAILING = Pattern.compile("[,;:]?\\s+$");

    private static final Map<String, Hole> HOLES = Map.of(
            "scene", new Hole(Slot.SCENE, Form.PLAIN),
            "animal", new Hole(Slot.ANIMAL, Form.PLAIN),
            "a animal", new Hole(Slot.ANIMAL, Form.WITH_ARTICLE),
            "object", new Hole(Slot.OBJECT, Form.PLAIN),
            "a object", new Hole(Slot.OBJECT, Form.WITH_ARTICLE),
            "verb", new Hole(Slot.VERB, Form.PLAIN),
            "initial", new Hole(Slot.INITIAL, Form.AS_WORDED),
            "from", new Hole(Slot.INITIAL, Form.FROM),
            "final", new Hole(Slot.FINAL, Form.AS_WORDED),
            "end", new Hole(Slot.FINAL, Form.AT_REST));

    private static final String KNOWN = Stream.of(
                    "scene", "animal", "a animal", "object", "a object", "verb", "initial", "from", "final", "end")
            .map(name -> "{" + name + "}")
            .collect(Collectors.joining(", "));

    private TemplateParts() {}

    /** @param place of the template, for people; messages add the character */
    static List<Part> of(String place, String text) throws PromptFormatException {
        if (text.isBlank()) {
            throw new PromptFormatException(place, "is empty; expected a sentence with the slots " + KNOWN);
        }
        List<Part> parts = split(place, text);
        Set<Slot> there = EnumSet.noneOf(Slot.class);
        for (int i = 0; i < parts.size(); i++) {
            if (parts.get(i) instanceof Hole hole) {
                there.add(hole.slot());
                if (i > 0 && parts.get(i - 1) instanceof Hole before) {
                    throw new PromptFormatException(
                            place,
                            "{" + before.slot().word() + "} and {" + hole.slot().word()
                                    + "} touch; put a space or a word between them");
                }
            }
        }
        require(place, there, Slot.ANIMAL, "{animal} or {a animal}");
        require(place, there, Slot.OBJECT, "{object} or {a object}");
        require(place, there, Slot.INITIAL, "{initial} or {from}, for the relation at the beginning,");
        require(place, there, Slot.FINAL, "{final} or {end}, for the relation at the end,");
        return withSeparators(parts);
    }

    private static void require(String place, Set<Slot> there, Slot slot, String spelled) throws PromptFormatException {
        if (!there.contains(slot)) {
            throw new PromptFormatException(place, "the slot " + spelled + " is missing; add it to the sentence");
        }
    }

    private static List<Part> split(String place, String text) throws PromptFormatException {
        List<Part> parts = new ArrayList<>();
        Matcher braces = BRACES.matcher(text);
        int end = 0;
        while (braces.find()) {
            literal(place, text, end, braces.start(), parts);
            String name = braces.group(1).strip().replaceAll("\\s+", " ").toLowerCase(Locale.ROOT);
            Hole hole = HOLES.get(name.replaceFirst("^an ", "a "));
            if (hole == null) {
                throw new PromptFormatException(
                        at(place, braces.start()), braces.group() + " is no slot; there are " + KNOWN);
            }
            parts.add(hole);
            end = braces.end();
        }
        literal(place, text, end, text.length(), parts);
        return parts;
    }

    private static void literal(String place, String text, int from, int to, List<Part> parts)
            throws PromptFormatException {
        for (int i = from; i < to; i++) {
            if (text.charAt(i) == '{' || text.charAt(i) == '}') {
                throw new PromptFormatException(
                        at(place, i),
                        "this brace has no partner; slots are written {animal}, and nothing else in braces");
            }
        }
        if (to > from) {
            parts.add(new Literal(text.substring(from, to)));
        }
    }

    private static String at(String place, int index) {
        return place + ", character " + (index + 1);
    }

    /** Moves the comma beside a scene from the literal into the scene. */
    private static List<Part> withSeparators(List<Part> parts) {
        List<Part> result = new ArrayList<>(parts);
        for (int i = 0; i < result.size(); i++) {
            if (!(result.get(i) instanceof Hole hole) || hole.slot() != Slot.SCENE) {
                continue;
            }
            boolean behind = i == 0;
            int neighbour = behind ? 1 : i - 1;
            if (neighbour < result.size() && result.get(neighbour) instanceof Literal literal) {
                Matcher separator = (behind ? LEADING : TRAILING).matcher(literal.text());
                if (separator.find()) {
                    result.set(i, new Hole(hole.slot(), hole.form(), separator.group(), behind));
                    result.set(neighbour, new Literal(separator.replaceFirst("")));
                }
            }
        }
        return List.copyOf(result);
    }
}
