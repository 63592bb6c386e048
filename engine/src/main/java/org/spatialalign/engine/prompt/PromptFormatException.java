package org.spatialalign.engine.prompt;

import org.spatialalign.engine.core.WorkbenchException;

/** A vocabulary or a sentence structure that is not as it should be: where, what was expected, what to do. */
public final class PromptFormatException extends WorkbenchException {

    private static final long serialVersionUID = 1L;

    private final String place;
    private final String problem;

    /**
     * @param place where, for people: "line 7, column word" or "template from-to, character 12"
     * @param problem what is wrong, what was expected and what to do
     */
    public PromptFormatException(String place, String problem) {
        super(place + ": " + problem);
        this.place = place;
        this.problem = problem;
    }

    public String place() {
        return place;
    }

    /** The message without the place. */
    public String problem() {
        return problem;
    }
}
