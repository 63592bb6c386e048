package org.spatialalign.engine.interchange;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;
import org.spatialalign.engine.core.WorkbenchException;

/**
 * How prompt, seed and model are read from a clip's file name: by the paper's pattern, or by a person's regular
 * expression with the named groups {@code prompt}, {@code seed}, {@code frames} and {@code model}, of which only the
 * first is required. Immutable. A pattern that backtracks without end is stopped after a fixed number of steps, so that
 * a live preview never hangs.
 */
public final class NamePattern {

    /** {@code {prompt_id}_F{frames}_seed{NN}.mp4}, with any ending; generated clips carry their recipe behind it. */
    public static final NamePattern PAPER = new NamePattern(
            "{prompt_id}_F{frames}_seed{NN}",
            Pattern.compile(
                    "(?<prompt>.+)_F(?<frames>\\d{1,6})_seed(?<seed>\\d{1,9})(?:_[0-9a-f]{12})?(?:\\.[A-Za-z0-9]+)?"));

    /** Ordinary patterns need a few hundred character reads for a name. */
    private static final int STEP_LIMIT = 200_000;

    private static final int LONGEST_NAME = 1024;

    private final String shown;
    private final Pattern pattern;

    private NamePattern(String shown, Pattern pattern) {
        this.shown = shown;
        this.pattern = pattern;
    }

    /** What one file name gave: the name's parts, or why there are none. */
    public record Match(@Nullable ClipName name, String why) {
        public Optional<ClipName> found() {
            return Optional.ofNullable(name);
        }
    }

    /**
     * Reads a person's pattern; Python's {@code (?P<name>...)} is understood too. The pattern must match the whole file
     * name without its ending, or else with it.
     *
     * @throws WorkbenchException naming the position at which the pattern breaks, or the group that is missing
     */
    public static NamePattern of(String regex) throws WorkbenchException {
        String java = regex.strip().replace("(?P<", "(?<");
        if (java.isEmpty()) {
            throw new WorkbenchException("The name pattern is empty. Write a regular expression with a group"
                    + " (?<prompt>...), as in (?<prompt>.+)_(?<seed>\\d+)");
        }
        Pattern pattern;
        Matcher groups;
        try {
            pattern = Pattern.compile(java);
            // Matches the empty name by its second branch, so that groups can be asked for by name.
            groups = Pattern.compile("(?:" + java + "\n)|").matcher("");
        } catch (PatternSyntaxException e) {
            int at = Math.min(Math.max(e.getIndex(), 0), java.length());
            throw new WorkbenchException(
                    "The name pattern breaks at character " + (at + 1) + " (" + e.getDescription() + "): "
                            + java.substring(0, at) + " >>> " + java.substring(at),
                    e);
        } catch (StackOverflowError e) {
            throw new WorkbenchException("The name pattern is nested too deeply; write a simpler one", e);
        }
        if (!groups.matches() || !hasGroup(groups, "prompt")) {
            throw new WorkbenchException("The name pattern has no group for the prompt: write (?<prompt>...) around the"
                    + " part of the name that is the prompt_id. (?<seed>...) and (?<model>...) are optional.");
        }
        return new NamePattern(java, pattern);
    }

    private static boolean hasGroup(Matcher matched, String group) {
        try {
            matched.start(group);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** The parts of a file name (without folder), or empty when the pattern does not fit. */
    public Optional<ClipName> parse(String fileName) {
        return match(fileName).found();
    }

    /** Like {@link #parse}, saying why not. */
    public Match match(String fileName) {
        if (fileName.length() > LONGEST_NAME) {
            return new Match(null, "the name is longer than " + LONGEST_NAME + " characters");
        }
        try {
            Matcher matcher = matcher(fileName);
            if (matcher == null) {
                return new Match(null, "the name is not of the form " + shown);
            }
            String prompt = group(matcher, "prompt");
            if (prompt == null || prompt.isBlank()) {
                return new Match(null, "the prompt part of the name is empty");
            }
            return new Match(
                    new ClipName(
                            prompt,
                            number(group(matcher, "frames")),
                            number(group(matcher, "seed")),
                            blankToNull(group(matcher, "model"))),
                    "");
        } catch (NumberFormatException e) {
            return new Match(null, "the frames or seed part of the name is not a number that fits: " + e.getMessage());
        } catch (TooManySteps | StackOverflowError e) {
            return new Match(
                    null,
                    "the pattern takes too many steps on this name; write a simpler one, without"
                            + " repetitions inside repetitions");
        }
    }

    private @Nullable Matcher matcher(String fileName) {
        int dot = fileName.lastIndexOf('.');
        if (dot > 0) {
            Matcher stem = pattern.matcher(new Counted(fileName.substring(0, dot)));
            if (stem.matches()) {
                return stem;
            }
        }
        Matcher whole = pattern.matcher(new Counted(fileName));
        if (whole.matches()) {
            return whole;
        }
        return null;
    }

    private static @Nullable String group(Matcher matched, String group) {
        return hasGroup(matched, group) ? matched.group(group) : null;
    }

    private static @Nullable Integer number(@Nullable String digits) {
        return digits == null || digits.isEmpty() ? null : Integer.valueOf(digits);
    }

    private static @Nullable String blankToNull(@Nullable String text) {
        return text == null || text.isBlank() ? null : text;
    }

    @Override
    public String toString() {
        return shown;
    }

    private static final class TooManySteps extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /** The file name as the matcher sees it; counts how often it looks. */
    private static final class Counted implements CharSequence {
        private final String text;
        private int steps;

        Counted(String text) {
            this.text = text;
        }

        @Override
        public char charAt(int index) {
            if (++steps > STEP_LIMIT) {
                throw new TooManySteps();
            }
            return text.charAt(index);
        }

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return text.subSequence(start, end);
        }

        @Override
        public String toString() {
            return text;
        }
    }
}
