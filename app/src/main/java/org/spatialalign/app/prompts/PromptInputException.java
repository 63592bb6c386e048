package org.spatialalign.app.prompts;

import org.spatialalign.engine.core.WorkbenchException;

/** What a person wrote cannot stand there; the message says why and what can. */
final class PromptInputException extends WorkbenchException {

    private static final long serialVersionUID = 1L;

    PromptInputException(String message) {
        super(message);
    }
}
