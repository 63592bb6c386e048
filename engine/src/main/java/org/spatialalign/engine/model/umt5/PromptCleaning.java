package org.spatialalign.engine.model.umt5;

import java.util.regex.Pattern;

/** What Wan's pipelines do to a prompt before it is cut into tokens. */
public final class PromptCleaning {

    /** What Python takes for white space; Java's own classes differ. */
    private static final String SPACE =
            "[\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]+";

    private static final Pattern SPACES = Pattern.compile(SPACE);
    private static final Pattern OUTER = Pattern.compile("^" + SPACE + "|" + SPACE + "\\z");

    private PromptCleaning() {}

    /**
     * Damaged text is repaired (see {@link TextRepair} for how much of the reference's repair that is), HTML's
     * character references are resolved twice, and each run of white space becomes one space; none is left at the
     * ends. Letters keep their case.
     */
    public static String clean(String prompt) {
        return withoutRepair(TextRepair.repair(prompt));
    }

    /** As the reference does without its optional repair library. */
    static String withoutRepair(String prompt) {
        String text = strip(HtmlEntities.unescape(HtmlEntities.unescape(prompt)));
        return strip(SPACES.matcher(text).replaceAll(" "));
    }

    private static String strip(String text) {
        return OUTER.matcher(text).replaceAll("");
    }
}
