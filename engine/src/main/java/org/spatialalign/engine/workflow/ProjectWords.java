package org.spatialalign.engine.workflow;

import org.spatialalign.engine.core.WorkbenchException;
import org.spatialalign.engine.interchange.VocabularyCsv;
import org.spatialalign.engine.prompt.SentenceGrammar;
import org.spatialalign.engine.prompt.Vocabulary;
import org.spatialalign.engine.store.Project;
import org.spatialalign.engine.store.ProjectException;

/** The words and sentence structures of a project: its own, or those that come with the program. */
public final class ProjectWords {

    private ProjectWords() {}

    public static Vocabulary vocabulary(Project project) throws ProjectException {
        return project.vocabulary().find().orElseGet(VocabularyCsv::shipped);
    }

    /** What takes sentences apart, for instance to find the verb that the paper's lists have no column for. */
    public static SentenceGrammar grammar(Project project) throws WorkbenchException {
        return SentenceGrammar.of(vocabulary(project));
    }
}
