package org.spatialalign.engine.prompt;

import java.util.Locale;
import java.util.regex.Pattern;

/** The English indefinite article, by sound rather than by letter. */
final class Articles {

    /** Written with a vowel, spoken with a consonant: "a unicorn", "a European hare", "a one-eyed cat". */
    private static final Pattern CONSONANT_SOUND =
            Pattern.compile("(eu|ewe|one(\\b|-|d)|once|ouija|u(ni([^nm]|$)|s[aeiu]|t[ei]|kulele)).*");

    /** Written with a consonant, spoken with a vowel: "an hourglass". */
    private static final Pattern VOWEL_SOUND = Pattern.compile("(hour|honest|honou?r|heir).*");

    private Articles() {}

    /** "a" or "an", whichever the noun asks for. */
    static String indefinite(String noun) {
        String word = noun.strip().toLowerCase(Locale.ROOT);
        if (word.isEmpty()) {
            return "a";
        }
        if (VOWEL_SOUND.matcher(word).matches()) {
            return "an";
        }
        boolean vowel = "aeiou".indexOf(word.charAt(0)) >= 0;
        return vowel && !CONSONANT_SOUND.matcher(word).matches() ? "an" : "a";
    }
}
