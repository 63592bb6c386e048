package org.spatialalign.engine.cli;

import java.util.List;
import java.util.stream.Collectors;
import org.spatialalign.engine.core.WorkbenchException;
import org.spatialalign.engine.prompt.DsrPrompt;
import org.spatialalign.engine.store.Project;
import org.spatialalign.engine.store.PromptSet;

/** Sets of prompts by their names. */
final class PromptSets {

    private PromptSets() {}

    /**
     * The prompts of a set in its newest version, as they were when it was frozen.
     *
     * @throws WorkbenchException when there is no such set, or it is empty
     */
    static List<DsrPrompt> prompts(Project project, String name) throws WorkbenchException {
        PromptSet found = project.promptSets().latest(name).orElse(null);
        if (found == null) {
            throw new WorkbenchException("there is no set of prompts '" + name + "'; there are: "
                    + project.promptSets().all().stream()
                            .map(PromptSet::name)
                            .distinct()
                            .collect(Collectors.joining(", ")));
        }
        List<DsrPrompt> prompts = project.promptSets().prompts(found.id());
        if (prompts.isEmpty()) {
            throw new WorkbenchException("the set '" + name + "' has no prompts");
        }
        return prompts;
    }
}
