package org.spatialalign.engine.workflow.provenance;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.spatialalign.engine.core.WorkbenchException;
import org.spatialalign.engine.prompt.DsrPrompt;
import org.spatialalign.engine.store.Edit;
import org.spatialalign.engine.store.EditJournal;
import org.spatialalign.engine.store.GenerationRecord;
import org.spatialalign.engine.store.Project;
import org.spatialalign.engine.store.PromptSet;
import org.spatialalign.engine.workflow.provenance.Node.Fact;

/** Prompts. */
record PromptNodes(Moment moment) implements NodeSource {

    @Override
    public Node describe(String key) throws WorkbenchException {
        Project project = moment.project();
        Optional<DsrPrompt> prompt = project.prompts().find(key);
        if (prompt.isEmpty()) {
            if (project.clips().idsOfPrompt(key).isEmpty()
                    && project.promptSets().with(key).isEmpty()) {
                throw new WorkbenchException("there is no prompt '" + key + "' in the project");
            }
            return new Node(
                    NodeId.prompt(key),
                    key + ": not in the project",
                    List.of(new Fact("state", "clips or sets name it; it was removed, or never imported")),
                    List.of());
        }
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact("sentence", prompt.get().sentence()));
        facts.add(new Fact("type", prompt.get().type().toString()));
        List<Edit> edits = project.edits().of(EditJournal.PROMPTS, key);
        if (!edits.isEmpty()) {
            Edit last = edits.get(0);
            facts.add(new Fact("last edit", "“" + last.label() + "”, " + Words.time(last.at())));
        }
        return new Node(NodeId.prompt(key), key + ": " + prompt.get().sentence(), facts, List.of());
    }

    @Override
    public List<NodeId> from(String key) throws WorkbenchException {
        return moment.project().promptSets().with(key).stream()
                .map(set -> NodeId.promptSet(set.id()))
                .toList();
    }

    /** Recipes of generated clips, and the clips that were imported. */
    @Override
    public List<NodeId> of(String key) throws WorkbenchException {
        Set<NodeId> made = new LinkedHashSet<>();
        for (String clip : moment.project().clips().idsOfPrompt(key)) {
            Optional<GenerationRecord> generation =
                    moment.project().generations().find(clip);
            made.add(generation.map(how -> NodeId.recipe(how.recipeHash())).orElseGet(() -> NodeId.clip(clip)));
        }
        return List.copyOf(made);
    }

    /** Versions of named lists of prompts. */
    record Sets(Moment moment) implements NodeSource {

        @Override
        public Node describe(String key) throws WorkbenchException {
            PromptSet set = find(key);
            List<Fact> facts = new ArrayList<>();
            Instant frozen = set.frozenAt();
            facts.add(new Fact("state", frozen == null ? "draft" : "frozen " + Words.time(frozen)));
            facts.add(new Fact("for", set.purpose().name().toLowerCase(java.util.Locale.ROOT)));
            int changed = changed(set);
            if (changed > 0) {
                facts.add(new Fact(
                        "since then",
                        Words.count(changed, "prompt") + " of the project " + (changed == 1 ? "says" : "say")
                                + " something else now; the set keeps what it had"));
            }
            String title = set.name() + " version " + set.version() + ": " + Words.count(set.size(), "prompt");
            return new Node(NodeId.promptSet(set.id()), title, facts, List.of());
        }

        private int changed(PromptSet set) throws WorkbenchException {
            int changed = 0;
            if (set.frozen()) {
                for (DsrPrompt then : moment.project().promptSets().prompts(set.id())) {
                    String now = moment.sentences().get(then.promptId());
                    changed += now != null && !now.equals(then.sentence()) ? 1 : 0;
                }
            }
            return changed;
        }

        private PromptSet find(String key) throws WorkbenchException {
            return moment.project()
                    .promptSets()
                    .find(Keys.number(NodeKind.PROMPT_SET, key))
                    .orElseThrow(() -> new WorkbenchException("there is no prompt set number " + key));
        }

        @Override
        public List<NodeId> from(String key) {
            return List.of();
        }

        @Override
        public List<NodeId> of(String key) throws WorkbenchException {
            return moment.project().promptSets().prompts(find(key).id()).stream()
                    .map(prompt -> NodeId.prompt(prompt.promptId()))
                    .toList();
        }
    }
}
