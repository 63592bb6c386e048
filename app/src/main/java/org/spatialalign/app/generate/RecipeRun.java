package org.spatialalign.app.generate;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.spatialalign.app.fx.Dialogs;
import org.spatialalign.app.fx.Notices;
import org.spatialalign.engine.core.CancelToken;
import org.spatialalign.engine.core.CancelledException;
import org.spatialalign.engine.core.CodeVersion;
import org.spatialalign.engine.core.Progress;
import org.spatialalign.engine.core.UserCache;
import org.spatialalign.engine.core.WorkbenchException;
import org.spatialalign.engine.generate.ComputeChoice;
import org.spatialalign.engine.generate.GenerationRecipe;
import org.spatialalign.engine.generate.ModelFolder;
import org.spatialalign.engine.generate.ModelIdentity;
import org.spatialalign.engine.generate.TextToVideoPipeline;
import org.spatialalign.engine.workflow.GenerateSpec;

/** From a recipe back to a job. A recipe names model and LoRA by their content; where they lie is found out here. */
final class RecipeRun {

    /** Where model and LoRA of a recipe lie; null for what was not found. */
    private record Found(@Nullable Path model, @Nullable Path lora) {}

    private final GenerateViewModel model;
    private final Dialogs dialogs;
    private final Notices notices;

    RecipeRun(GenerateViewModel model, Dialogs dialogs, Notices notices) {
        this.model = model;
        this.dialogs = dialogs;
        this.notices = notices;
    }

    /** Shows the recipe's settings in the form. */
    void take(GenerationRecipe recipe) {
        model.form().show(recipe.settings());
        model.form().seeds().set(String.valueOf(recipe.seed()));
        find(recipe, List.of(), found -> {
            if (found.model() != null) {
                model.form().model().set(found.model().toString());
            }
            GenerationRecipe.Lora lora = recipe.lora();
            model.form().lora().set(found.lora() == null ? "" : found.lora().toString());
            model.form().loraScale().set(lora == null ? "1" : String.valueOf(lora.multiplier()));
            if (found.model() == null || (lora != null && found.lora() == null)) {
                notices.toast(Notices.Kind.WARNING, missing(recipe, found));
            }
        });
    }

    /** Puts the recipe into the queue, to be followed even if its clip is there. */
    void again(GenerationRecipe recipe) {
        again(recipe, List.of());
    }

    private void again(GenerationRecipe recipe, List<Path> more) {
        find(recipe, more, found -> {
            GenerationRecipe.Lora lora = recipe.lora();
            if (found.model() == null || (lora != null && found.lora() == null)) {
                ask(recipe, found, more);
                return;
            }
            if (!recipe.pipeline().equals(TextToVideoPipeline.REVISION)) {
                notices.toast(
                        Notices.Kind.WARNING,
                        "Version " + recipe.codeVersion()
                                + " of the program, which made the clip, came to other numbers" + " than this one, "
                                + CodeVersion.CURRENT + ". The clip will not come out the same.");
            }
            submit(recipe, found);
        });
    }

    private void submit(GenerationRecipe recipe, Found found) {
        GenerationRecipe.Lora lora = recipe.lora();
        String promptId = model.choice().prompts().stream()
                .filter(prompt -> prompt.text().equals(recipe.prompt()))
                .map(GenerateSpec.Prompt::id)
                .findFirst()
                .orElse(null);
        model.submit(List.of(new GenerateSpec(
                String.valueOf(found.model()),
                lora == null ? null : new GenerateSpec.Lora(String.valueOf(found.lora()), lora.multiplier()),
                List.of(new GenerateSpec.Prompt(promptId, recipe.prompt())),
                List.of(),
                List.of(Math.toIntExact(recipe.seed())),
                recipe.settings(),
                recipe.precision().equals("float32") ? ComputeChoice.CPU : ComputeChoice.GPU,
                false,
                true)));
        notices.status("Asked for the clip again: " + RecipeText.line(recipe));
    }

    private void ask(GenerationRecipe recipe, Found found, List<Path> more) {
        boolean forModel = found.model() == null;
        if (!dialogs.confirm(
                forModel ? "Where is the model?" : "Where is the LoRA?",
                missing(recipe, found),
                forModel ? "Choose its folder…" : "Choose its file…")) {
            return;
        }
        Optional<Path> chosen = forModel
                ? dialogs.chooseFolder("Choose the folder of " + recipe.model().name(), null)
                : dialogs.chooseFiles("Choose the LoRA", "LoRAs", List.of("*.safetensors", "*.ckpt")).stream()
                        .findFirst();
        chosen.ifPresent(path -> {
            List<Path> all = new ArrayList<>(more);
            all.add(path);
            again(recipe, all);
        });
    }

    private static String missing(GenerationRecipe recipe, Found found) {
        GenerationRecipe.Lora lora = recipe.lora();
        String which = found.model() == null || lora == null
                ? "the model " + recipe.model().name()
                : "the LoRA " + lora.name();
        return "The recipe wants " + which + ", exactly the one it was made with. None of the places used so far has"
                + " it.";
    }

    private void find(GenerationRecipe recipe, List<Path> more, java.util.function.Consumer<Found> onDone) {
        List<Path> models = new ArrayList<>(more);
        List<Path> loras = new ArrayList<>(more);
        add(models, model.form().model().get());
        add(loras, model.form().lora().get());
        model.executor()
                .load(
                        this,
                        () -> {
                            for (GenerateSpec spec : model.grid().asked()) {
                                add(models, spec.model());
                                GenerateSpec.Lora lora = spec.lora();
                                add(loras, lora == null ? "" : lora.file());
                            }
                            GenerationRecipe.Lora lora = recipe.lora();
                            return new Found(
                                    firstModel(models, recipe.model().hash()),
                                    lora == null ? null : firstFile(loras, lora.hash()));
                        },
                        onDone,
                        problem -> dialogs.error("The recipe cannot be followed", problem));
    }

    private static void add(List<Path> to, String path) {
        if (!path.isBlank() && !to.contains(Path.of(path.strip()))) {
            to.add(Path.of(path.strip()));
        }
    }

    private static @Nullable Path firstModel(List<Path> folders, String hash) throws CancelledException {
        ModelIdentity identity = new ModelIdentity(UserCache.folder());
        for (Path folder : folders) {
            try {
                ModelFolder found = ModelFolder.inspect(folder);
                if (found.complete()
                        && identity.of(found, Progress.Listener.NONE, CancelToken.never())
                                .hex()
                                .equals(hash)) {
                    return folder;
                }
            } catch (WorkbenchException e) {
                // Not this one, then.
            }
        }
        return null;
    }

    private static @Nullable Path firstFile(List<Path> files, String hash) {
        ModelIdentity identity = new ModelIdentity(UserCache.folder());
        for (Path file : files) {
            try {
                if (Files.isRegularFile(file) && identity.ofFile(file).hex().equals(hash)) {
                    return file;
                }
            } catch (WorkbenchException e) {
                // Not this one, then.
            }
        }
        return null;
    }
}
