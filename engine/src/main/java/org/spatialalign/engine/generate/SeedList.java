package org.spatialalign.engine.generate;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.spatialalign.engine.core.WorkbenchException;

/** Seeds as people write them: {@code 0-4}, {@code 7}, {@code 0-2,10,20-22}. */
public final class SeedList {

    /** More samples of one prompt than this are a slip of the keyboard. */
    private static final int MOST = 10_000;

    private static final Pattern PART = Pattern.compile("(\\d{1,10})(?:\\s*-\\s*(\\d{1,10}))?");

    private SeedList() {}

    /** In the order written, each once. */
    public static List<Integer> parse(String text) throws WorkbenchException {
        Set<Integer> seeds = new LinkedHashSet<>();
        for (String part : text.split(",", -1)) {
            Matcher matcher = PART.matcher(part.strip());
            if (!matcher.matches()) {
                throw new WorkbenchException("'" + text + "' is no list of seeds: '" + part.strip()
                        + "' is neither a number nor a range. Write 0-4, 7 or 0-2,10,20-22");
            }
            long first = Long.parseLong(matcher.group(1));
            long last = matcher.group(2) == null ? first : Long.parseLong(matcher.group(2));
            if (last < first || last > Integer.MAX_VALUE) {
                throw new WorkbenchException("'" + text + "' is no list of seeds: in '" + part.strip()
                        + "' the second number must be at least the first, and at most " + Integer.MAX_VALUE);
            }
            if (last - first + seeds.size() >= MOST) {
                throw new WorkbenchException("'" + text + "' are more than " + MOST + " seeds; write a shorter range");
            }
            for (long seed = first; seed <= last; seed++) {
                seeds.add((int) seed);
            }
        }
        return new ArrayList<>(seeds);
    }
}
