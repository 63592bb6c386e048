package org.spatialalign.engine.workflow;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.spatialalign.engine.core.AtomicFiles;
import org.spatialalign.engine.core.CancelToken;
import org.spatialalign.engine.core.CancelledException;
import org.spatialalign.engine.core.FileFault;
import org.spatialalign.engine.core.Progress;
import org.spatialalign.engine.core.WorkbenchException;
import org.spatialalign.engine.generate.GeneratedClip;
import org.spatialalign.engine.generate.GenerationListener;
import org.spatialalign.engine.generate.GenerationListener.Phase;
import org.spatialalign.engine.generate.GenerationRecipe;
import org.spatialalign.engine.generate.Latents;
import org.spatialalign.engine.generate.Machine;
import org.spatialalign.engine.generate.ModelFit;
import org.spatialalign.engine.generate.ModelIdentity;
import org.spatialalign.engine.generate.TextToVideoPipeline;
import org.spatialalign.engine.interchange.LoraFiles;
import org.spatialalign.engine.tensor.Compute;
import org.spatialalign.engine.workflow.GenerateSpec.Prompt;
import org.spatialalign.engine.workflow.GenerateSummary.Cell;
import org.spatialalign.engine.workflow.GenerateSummary.Failure;

/**
 * Makes the clips of a matrix of prompts and seeds that are not there yet. A cell that fails is noted and the rest goes
 * on; only what every further cell would meet too ends it.
 */
final class GenerateMatrix {

    private record Due(Prompt prompt, GenerationRecipe recipe) {}

    private final GenerateSpec spec;
    private final List<Prompt> prompts;
    private final ClipShelf shelf;
    private final Path cache;
    private final Progress.Listener progress;
    private final CancelToken cancel;
    private final Consumer<String> log;
    private final @Nullable GenerateTrace trace;
    private final List<Cell> made = new ArrayList<>();
    private final List<Cell> upToDate = new ArrayList<>();
    private final List<Failure> failed = new ArrayList<>();

    /**
     * @param prompts all of them, those of the project included
     * @param cache a folder for what can be made again
     */
    GenerateMatrix(
            GenerateSpec spec,
            List<Prompt> prompts,
            ClipShelf shelf,
            Path cache,
            Progress.Listener progress,
            CancelToken cancel,
            Consumer<String> log) {
        this.spec = spec;
        this.prompts = prompts;
        this.shelf = shelf;
        this.cache = cache;
        this.progress = progress;
        this.cancel = cancel;
        this.log = log;
        trace = shelf.trace().orElse(null);
    }

    /** Opens the model for it, and looks first whether it fits the machine. */
    GenerateSummary run() throws WorkbenchException, CancelledException {
        check();
        forget(true);
        Compute compute = spec.device().compute();
        Path model = Path.of(spec.model());
        try (TextToVideoPipeline pipeline = TextToVideoPipeline.open(model, compute, cache, progress, cancel)) {
            attachLora(pipeline);
            List<Due> due = due(pipeline);
            if (!due.isEmpty()) {
                ModelFit.of(pipeline.configs(), spec.settings(), compute, Machine.look(compute))
                        .require();
            }
            return make(pipeline, due);
        }
    }

    /** With a model that is open already and has the LoRA on it; the recipes say which, not the spec. */
    GenerateSummary run(TextToVideoPipeline pipeline) throws WorkbenchException, CancelledException {
        check();
        forget(true);
        return make(pipeline, due(pipeline));
    }

    private GenerateSummary make(TextToVideoPipeline pipeline, List<Due> due)
            throws WorkbenchException, CancelledException {
        if (!due.isEmpty()) {
            GeneratedClip.requireRoom(
                    shelf.folder(), pipeline.configs(), spec.settings(), due.size(), spec.saveLatents());
            pipeline.encode(texts(due), phases("", 0, due.size()), cancel);
        }
        for (int i = 0; i < due.size(); i++) {
            forget(false);
            cell(pipeline, due.get(i), i, due.size());
        }
        forget(false);
        return new GenerateSummary(made, upToDate, failed);
    }

    private void check() throws WorkbenchException {
        if (prompts.isEmpty() || spec.seeds().isEmpty()) {
            throw new WorkbenchException("nothing to generate: there is no " + (prompts.isEmpty() ? "prompt" : "seed"));
        }
        for (Prompt prompt : prompts) {
            if (prompt.text().isBlank()) {
                throw new WorkbenchException((prompt.id() == null ? "a prompt" : "prompt " + prompt.id())
                        + " is empty; write what the clip is to show");
            }
        }
        for (int seed : spec.seeds()) {
            if (seed < 0) {
                throw new WorkbenchException("the seed " + seed + " is negative; seeds are 0 or more");
            }
        }
        spec.settings().check();
    }

    private void attachLora(TextToVideoPipeline pipeline) throws WorkbenchException {
        GenerateSpec.Lora lora = spec.lora();
        if (lora != null) {
            Path file = Path.of(lora.file());
            pipeline.attach(LoraFiles.read(file), new ModelIdentity(cache).ofLora(file, lora.multiplier()));
        }
    }

    private List<Due> due(TextToVideoPipeline pipeline) throws WorkbenchException, CancelledException {
        List<Due> due = new ArrayList<>();
        Set<GenerationRecipe> seen = new LinkedHashSet<>();
        for (Prompt prompt : prompts) {
            for (int seed : spec.seeds()) {
                cancel.check();
                GenerationRecipe recipe = pipeline.recipe(prompt.text(), seed, spec.settings());
                Optional<String> there = spec.again() ? Optional.empty() : find(recipe, prompt.id());
                if (there.isPresent()) {
                    upToDate.add(new Cell(prompt.id(), seed, recipe.hash().hex(), there.get()));
                } else if (seen.add(recipe)) {
                    due.add(new Due(prompt, recipe));
                } else {
                    log.accept("left out, since an earlier prompt says the same: "
                            + (prompt.id() == null ? prompt.text() : prompt.id()) + ", seed " + seed);
                }
            }
        }
        return due;
    }

    private Optional<String> find(GenerationRecipe recipe, @Nullable String promptId) throws WorkbenchException {
        try {
            return shelf.find(recipe, promptId);
        } catch (IOException e) {
            throw new WorkbenchException("cannot tidy up in " + shelf.folder() + ": " + FileFault.reason(e), e);
        }
    }

    private List<String> texts(List<Due> due) {
        Set<String> texts = new LinkedHashSet<>();
        due.forEach(cell -> texts.add(cell.recipe().prompt()));
        if (spec.settings().guided()) {
            texts.add(spec.settings().negativePrompt());
        }
        return List.copyOf(texts);
    }

    private void cell(TextToVideoPipeline pipeline, Due due, int index, int cells)
            throws WorkbenchException, CancelledException {
        cancel.check();
        // Others write to the same disk; better to stop before a clip than at its end.
        GeneratedClip.requireRoom(shelf.folder(), pipeline.configs(), spec.settings(), 1, spec.saveLatents());
        GenerationRecipe recipe = due.recipe();
        String promptId = due.prompt().id();
        Path file = shelf.clipFile(recipe, promptId);
        String name = String.valueOf(file.getFileName());
        try {
            AtomicFiles.removeLeftovers(file);
            Optional<String> before = spec.again() ? shelf.find(recipe, promptId) : Optional.empty();
            if (!GeneratedClip.isMadeBy(recipe, file)) {
                GenerationListener phases = phases(name, index, cells);
                make(pipeline, due, file, trace == null ? phases : trace.showing(phases, log));
            }
            if (before.isPresent() && shelf.showsTheSame(before.get(), file, cancel)) {
                Files.delete(file);
                upToDate.add(new Cell(promptId, recipe.seed(), recipe.hash().hex(), before.get()));
                log.accept(name + ": came out the same, pixel by pixel, as clip " + before.get());
                return;
            }
            String clip = shelf.keep(recipe, promptId, spec.saveLatents(), cancel);
            made.add(new Cell(promptId, recipe.seed(), recipe.hash().hex(), clip));
            log.accept(name + ": made, clip " + clip
                    + before.map(other -> "; it differs from clip " + other).orElse(""));
        } catch (WorkbenchException | IOException e) {
            if (ClipLoop.concernsAll(e)) {
                throw e instanceof WorkbenchException known
                        ? known
                        : new WorkbenchException(String.valueOf(e.getMessage()), e);
            }
            String why = e instanceof IOException io ? FileFault.reason(io) : String.valueOf(e.getMessage());
            failed.add(new Failure(promptId, recipe.seed(), name, why));
            log.accept(name + ": " + why);
            tellFailures();
        }
    }

    /** At once: the other cells may take hours. */
    private void tellFailures() {
        try {
            if (trace != null) {
                trace.failed(failed);
            }
        } catch (IOException e) {
            // They are in the log and in the summary too.
            log.accept("the failures so far cannot be shown: " + FileFault.reason(e));
        }
    }

    private void forget(boolean failures) throws WorkbenchException {
        try {
            if (trace != null && failures) {
                trace.begin();
            } else if (trace != null) {
                trace.forgetPreview();
            }
        } catch (IOException e) {
            throw new WorkbenchException("cannot tidy up in " + trace.folder() + ": " + FileFault.reason(e), e);
        }
    }

    private void make(TextToVideoPipeline pipeline, Due due, Path file, GenerationListener listener)
            throws WorkbenchException, IOException, CancelledException {
        long start = System.nanoTime();
        GenerationRecipe recipe = due.recipe();
        Latents latents = pipeline.generate(recipe, listener, cancel);
        long denoised = System.nanoTime();
        if (spec.saveLatents()) {
            Path beside = shelf.latentsFile(recipe, due.prompt().id());
            AtomicFiles.removeLeftovers(beside);
            latents.save(beside, recipe);
        }
        GeneratedClip.write(file, pipeline, latents, recipe, listener, cancel);
        log.accept(String.format(
                Locale.ROOT,
                "%s: latents %s, %.1f s for %d steps, %.1f s to decode",
                file.getFileName(),
                latents.hash().brief(),
                (denoised - start) / 1e9,
                recipe.settings().steps(),
                (System.nanoTime() - denoised) / 1e9));
    }

    /** Progress counts steps of all cells, which take the time; decoding counts as the last step's end. */
    private GenerationListener phases(String name, int index, int cells) {
        int steps = spec.settings().steps();
        long total = (long) cells * steps;
        return (phase, done, all) -> {
            long before = (long) index * steps;
            String what = phase == Phase.ENCODING
                    ? "encoding prompt " + Math.min(done + 1, all) + " of " + all
                    : new GenerateProgress(index + 1, cells, phase, done, all, name).line();
            long now = phase == Phase.ENCODING ? before : phase == Phase.DENOISING ? before + done : before + steps;
            progress.report(now, total, "steps", what);
        };
    }
}
