package org.spatialalign.engine.workflow.provenance;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.spatialalign.engine.core.ContentHash;
import org.spatialalign.engine.core.WorkbenchException;
import org.spatialalign.engine.generate.GenerationRecipe;
import org.spatialalign.engine.media.VideoInfo;
import org.spatialalign.engine.prompt.DsrPrompt;
import org.spatialalign.engine.store.ClipRecord;
import org.spatialalign.engine.store.GenerationRecord;
import org.spatialalign.engine.workflow.provenance.Node.Fact;

/** Clips. */
record ClipNodes(Moment moment, Uses uses, Recipes recipes) implements NodeSource {

    @Override
    public Node describe(String key) throws WorkbenchException {
        ClipRecord clip = find(key);
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact("id", clip.id()));
        Optional<GenerationRecord> made = moment.project().generations().find(key);
        facts.add(
                made.isPresent()
                        ? new Fact("generated", Words.time(made.get().createdAt()))
                        : new Fact("imported", Words.time(clip.importedAt()) + ", from model " + clip.model()));
        VideoInfo video = clip.video();
        facts.add(new Fact(
                "size", video.width() + " x " + video.height() + ", " + Words.count(video.frameCount(), "frame")));
        Integer seed = clip.seed();
        if (seed != null) {
            facts.add(new Fact("seed", seed.toString()));
        }
        if (clip.problem() != null) {
            facts.add(new Fact("problem", clip.problem()));
        }
        if (moment.project().clips().isMissing(clip)) {
            facts.add(new Fact("file", "gone from the project's folder"));
        }
        List<StaleReason> stale = made.isPresent() ? recipes.stale(made.get()) : List.of();
        return new Node(NodeId.clip(key), clip.name(), facts, stale);
    }

    private ClipRecord find(String key) throws WorkbenchException {
        return moment.project()
                .clips()
                .find(key)
                .orElseThrow(() -> new WorkbenchException("there is no clip '" + key + "' in the project"));
    }

    @Override
    public List<NodeId> from(String key) throws WorkbenchException {
        Optional<GenerationRecord> made = moment.project().generations().find(key);
        if (made.isPresent()) {
            return List.of(NodeId.recipe(made.get().recipeHash()));
        }
        String prompt = find(key).promptId();
        return prompt == null ? List.of() : List.of(NodeId.prompt(prompt));
    }

    @Override
    public List<NodeId> of(String key) throws WorkbenchException {
        List<NodeId> made = new ArrayList<>();
        if (uses.hasBoxes(key)) {
            made.add(NodeId.boxes(key));
        } else {
            made.addAll(uses.verdicts(key));
            made.addAll(uses.pairs(key));
        }
        ClipRecord clip = find(key);
        if (clip.promptId() != null && clip.seed() != null) {
            made.add(NodeId.evaluation(clip.model()));
        }
        return made;
    }

    /** How clips were generated. */
    record Recipes(Moment moment, LoraNodes loras) implements NodeSource {

        @Override
        public Node describe(String key) throws WorkbenchException {
            GenerationRecord made = clips(key).get(0);
            GenerationRecipe recipe = GenerationRecipe.of(made.recipe());
            GenerationRecipe.Lora lora = recipe.lora();
            List<Fact> facts = new ArrayList<>();
            facts.add(new Fact(
                    "model", recipe.model().name() + " (" + brief(recipe.model().hash()) + ")"));
            facts.add(new Fact("LoRA", lora == null ? "none" : lora.name() + " times " + lora.multiplier()));
            facts.add(new Fact("seed", Long.toString(recipe.seed())));
            facts.add(new Fact("prompt", recipe.prompt()));
            facts.add(new Fact(
                    "settings",
                    recipe.settings().size().words() + ", "
                            + Words.count(recipe.settings().steps(), "step") + ", guidance "
                            + recipe.settings().guidance() + ", " + recipe.precision()));
            facts.add(new Fact("code version", recipe.codeVersion()));
            String title = recipe.source() + ", seed " + recipe.seed();
            return new Node(new NodeId(NodeKind.RECIPE, key), title, facts, stale(made));
        }

        private static String brief(String hash) {
            return hash.substring(0, Math.min(12, hash.length()));
        }

        /** More than one when machines disagree; never none. */
        private List<GenerationRecord> clips(String key) throws WorkbenchException {
            List<GenerationRecord> made = moment.project().generations().ofRecipe(Keys.hash(NodeKind.RECIPE, key));
            if (made.isEmpty()) {
                throw new WorkbenchException("no clip of the project was made by the recipe " + key);
            }
            return made;
        }

        List<StaleReason> stale(GenerationRecord made) throws WorkbenchException {
            List<StaleReason> reasons = new ArrayList<>();
            Optional<String> promptId = promptOf(made);
            Optional<DsrPrompt> now = promptId.isEmpty()
                    ? Optional.empty()
                    : moment.project().prompts().find(promptId.get());
            if (now.isPresent() && !now.get().sentence().equals(made.prompt())) {
                reasons.add(new StaleReason(
                        "the prompt says something else by now: “" + now.get().sentence() + "”",
                        NodeId.prompt(now.get().promptId())));
            }
            GenerationRecipe.Lora lora = GenerationRecipe.of(made.recipe()).lora();
            if (lora != null) {
                reasons.addAll(loras.inherited(new ContentHash(lora.hash())));
            }
            return reasons;
        }

        private Optional<String> promptOf(GenerationRecord made) throws WorkbenchException {
            return moment.project().clips().find(made.clipId()).map(ClipRecord::promptId);
        }

        @Override
        public List<NodeId> from(String key) throws WorkbenchException {
            Set<NodeId> from = new LinkedHashSet<>();
            for (GenerationRecord made : clips(key)) {
                promptOf(made).ifPresent(prompt -> from.add(NodeId.prompt(prompt)));
                GenerationRecipe.Lora lora = GenerationRecipe.of(made.recipe()).lora();
                if (lora != null) {
                    from.add(NodeId.lora(new ContentHash(lora.hash())));
                }
            }
            return List.copyOf(from);
        }

        @Override
        public List<NodeId> of(String key) throws WorkbenchException {
            return clips(key).stream().map(made -> NodeId.clip(made.clipId())).toList();
        }
    }
}
