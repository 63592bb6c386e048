package org.spatialalign.engine.prompt;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds prompts of a training set that are like one a model is to be evaluated with. Stateless; any thread. */
public final class LeakCheck {

    private LeakCheck() {}

    /**
     * One prompt to train with that says what one of the evaluation says.
     *
     * @param trainRow index into the training prompts
     * @param evalRow index into the evaluation prompts: the one that is most like it
     */
    public record Leak(int trainRow, int evalRow, Likeness likeness) {}

    /** The leaks in the order of the training prompts, at most one for each. */
    public static List<Leak> find(List<DsrPrompt> train, List<DsrPrompt> eval, SentenceGrammar grammar) {
        SimilarPrompts index = new SimilarPrompts(grammar);
        for (int i = 0; i < eval.size(); i++) {
            index.add(i, eval.get(i));
        }
        List<Leak> leaks = new ArrayList<>();
        int row = 0;
        for (DsrPrompt prompt : train) {
            Optional<SimilarPrompts.Match> match = index.find(prompt);
            if (match.isPresent()) {
                leaks.add(new Leak(row, match.get().row(), match.get().likeness()));
            }
            row++;
        }
        return List.copyOf(leaks);
    }
}
