package org.spatialalign.app.prompts;

import java.util.ArrayList;
import java.util.List;
import org.spatialalign.engine.prompt.DsrPrompt;
import org.spatialalign.engine.prompt.DsrType;

/** Ids for new prompts, of the form {@code 0043_LR}. */
final class PromptIds {

    private PromptIds() {}

    /** Ids that none of the prompts has: a number beyond all others and the type. */
    static List<String> free(List<DsrPrompt> prompts, List<DsrType> types) {
        int number = firstFreeNumber(prompts);
        List<String> ids = new ArrayList<>(types.size());
        for (DsrType type : types) {
            ids.add("%04d_%s".formatted(number++, type.code()));
        }
        return ids;
    }

    /** Larger than the number of any id of the form {@code 0043_LR}. */
    static int firstFreeNumber(List<DsrPrompt> prompts) {
        int largest = 0;
        for (DsrPrompt prompt : prompts) {
            String id = prompt.promptId();
            int end = 0;
            while (end < id.length() && end < 9 && id.charAt(end) >= '0' && id.charAt(end) <= '9') {
                end++;
            }
            if (end > 0) {
                largest = Math.max(largest, Integer.parseInt(id.substring(0, end)));
            }
        }
        return largest + 1;
    }
}
