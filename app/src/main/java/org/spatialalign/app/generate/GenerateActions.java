package org.spatialalign.app.generate;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.spatialalign.app.fx.Dialogs;
import org.spatialalign.app.fx.Notices;
import org.spatialalign.app.generate.GridCell.State;
import org.spatialalign.engine.generate.GeneratedClip;
import org.spatialalign.engine.generate.GenerationRecipe;
import org.spatialalign.engine.store.Project;
import org.spatialalign.engine.workflow.ClipRecipe;
import org.spatialalign.engine.workflow.GenerateSpec;

/** What needs a question or leads elsewhere. FX thread. */
final class GenerateActions {

    /** Ways out of the page. */
    record Ways(Consumer<String> inspect, Runnable queue, Runnable generate) {}

    private final GenerateViewModel model;
    private final Dialogs dialogs;
    private final Notices notices;
    private final Ways ways;
    private final RecipeRun runs;

    GenerateActions(GenerateViewModel model, Dialogs dialogs, Notices notices, Ways ways) {
        this.model = model;
        this.dialogs = dialogs;
        this.notices = notices;
        this.ways = ways;
        this.runs = new RecipeRun(model, dialogs, notices);
    }

    void chooseModel() {
        dialogs.chooseFolder("Choose the folder of a text-to-video model", null)
                .ifPresent(folder -> model.form().model().set(folder.toString()));
    }

    void chooseLora() {
        askForLora().ifPresent(file -> model.form().lora().set(file.toString()));
    }

    private Optional<Path> askForLora() {
        return dialogs.chooseFiles("Choose a LoRA", "LoRAs", List.of("*.safetensors", "*.ckpt")).stream()
                .findFirst();
    }

    void chooseWatched() {
        dialogs.chooseFolder("Choose the folder in which clips appear", null).ifPresent(folder -> {
            model.watch().folderProperty().set(folder.toString());
            model.watch().sourceProperty().set(String.valueOf(folder.getFileName()));
        });
    }

    /** @param chosen the clips to compare with; without any chosen that are made, all that are */
    void sameSeedsWithLora(List<GridCell> chosen) {
        List<GridCell> made = made(chosen).isEmpty() ? made(model.grid().cells()) : made(chosen);
        List<GridCell> wanted = made.isEmpty() ? model.grid().cells() : made;
        askForLora().ifPresent(file -> {
            model.fillWith(new GenerateSpec.Lora(file.toString(), 1), wanted);
            notices.status("Asked for " + wanted.size() + " clips with " + file.getFileName());
        });
    }

    private static List<GridCell> made(List<GridCell> cells) {
        return cells.stream().filter(cell -> cell.state() == State.DONE).toList();
    }

    void inspect(@Nullable String clip) {
        if (clip != null) {
            ways.inspect().accept(clip);
        }
    }

    void showQueue() {
        ways.queue().run();
    }

    /** The recipe of a clip that is there, or the one by which it would be made. */
    void showRecipe(@Nullable GridCell cell) {
        if (cell == null) {
            return;
        }
        String clip = cell.clip();
        GenerationRecipe planned = cell.recipe();
        if (clip != null) {
            load(clip, recipe -> show("Recipe of " + cell.promptId() + ", seed " + cell.seed(), recipe));
        } else if (planned != null) {
            show("Recipe that " + cell.promptId() + ", seed " + cell.seed() + " would follow", planned);
        } else {
            dialogs.info("No recipe yet", "Choose the folder of a model; then each clip has a recipe.");
        }
    }

    private void show(String title, GenerationRecipe recipe) {
        dialogs.report(title, RecipeText.line(recipe), RecipeText.whole(recipe));
    }

    /** Of a clip of the project. */
    private void load(String clip, Consumer<GenerationRecipe> onDone) {
        Project project = model.project();
        if (project == null) {
            return;
        }
        model.executor()
                .load(
                        this,
                        () -> ClipRecipe.of(project, clip),
                        found -> found.ifPresentOrElse(
                                onDone,
                                () -> dialogs.info(
                                        "This clip has no recipe",
                                        "It was made elsewhere, and its file says nothing of how.")),
                        problem -> dialogs.error("The recipe cannot be read", problem));
    }

    /** Makes a clip once more, to see whether the same comes out. */
    void again(@Nullable String clip) {
        if (clip != null) {
            load(clip, runs::again);
        }
    }

    /**
     * Files dropped on the window: the recipe of a single generated clip is shown.
     *
     * @param otherwise what is done with all other files, and with the clip too if the person wants that
     */
    void dropped(List<Path> files, Runnable otherwise) {
        Path only = files.size() == 1 ? files.get(0) : null;
        if (only == null || !only.toString().toLowerCase(java.util.Locale.ROOT).endsWith(".mp4")) {
            otherwise.run();
            return;
        }
        model.executor()
                .load(
                        new Object(),
                        () -> GeneratedClip.recipeOf(only),
                        found -> found.ifPresentOrElse(recipe -> offer(only, recipe, otherwise), () -> {
                            notices.status(only.getFileName() + " carries no recipe; another program made it");
                            otherwise.run();
                        }),
                        problem -> {
                            // Neither a damaged recipe nor a damaged video keeps what is left from being imported.
                            notices.toast(Notices.Kind.WARNING, "No recipe to show: " + problem.getMessage());
                            otherwise.run();
                        });
    }

    private void offer(Path file, GenerationRecipe recipe, Runnable otherwise) {
        StringBuilder facts = new StringBuilder();
        RecipeText.facts(recipe)
                .forEach((name, value) ->
                        facts.append(name).append(": ").append(value).append(System.lineSeparator()));
        List<String> choices = model.writableProperty().get()
                ? List.of("Import the clip…", "Make again exactly", "Take its settings")
                : List.of("Import the clip…");
        dialogs.choose("Recipe of " + file.getFileName(), facts.toString().strip(), choices)
                .ifPresent(way -> {
                    switch (way) {
                        case 0 -> otherwise.run();
                        case 1 -> runs.again(recipe);
                        default -> {
                            runs.take(recipe);
                            ways.generate().run();
                        }
                    }
                });
    }
}
