package org.spatialalign.app.generate;

import java.util.List;
import java.util.function.Supplier;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.materialdesign2.MaterialDesignC;
import org.kordamp.ikonli.materialdesign2.MaterialDesignE;
import org.kordamp.ikonli.materialdesign2.MaterialDesignF;
import org.kordamp.ikonli.materialdesign2.MaterialDesignI;
import org.kordamp.ikonli.materialdesign2.MaterialDesignL;
import org.kordamp.ikonli.materialdesign2.MaterialDesignP;
import org.kordamp.ikonli.materialdesign2.MaterialDesignR;
import org.kordamp.ikonli.materialdesign2.MaterialDesignT;
import org.spatialalign.app.fx.Command;
import org.spatialalign.app.fx.Subject;
import org.spatialalign.app.generate.GridCell.State;
import org.spatialalign.engine.workflow.provenance.NodeId;

/** What can be done on the page. */
final class GenerateCommands {

    private static final String GROUP = "Generate";

    final Command fillAll;
    final Command fillChosen;
    final Command fillRow;
    final Command fillColumn;
    final Command withLora;
    final Command inspect;
    final Command recipe;
    final Command again;
    final Command chooseModel;
    final Command chooseLora;
    final Command checkAgain;
    final Command chooseWatched;
    final Command watch;
    final Command queue;

    private final ObjectProperty<@Nullable GridCell> focused = new SimpleObjectProperty<>();
    private final ObjectProperty<List<GridCell>> chosen = new SimpleObjectProperty<>(List.of());

    /** @param grid made when the page is first shown */
    GenerateCommands(GenerateViewModel model, GenerateActions actions, Supplier<GenerateGrid> grid) {
        BooleanBinding canFill =
                Bindings.createBooleanBinding(() -> model.canFillProperty().get(), model.canFillProperty());
        BooleanBinding open = Bindings.createBooleanBinding(
                () -> chosen.get().stream().anyMatch(cell -> cell.state().open()), chosen);
        BooleanBinding done = Bindings.createBooleanBinding(() -> clip() != null, focused);
        BooleanBinding writable = Bindings.createBooleanBinding(
                () -> model.writableProperty().get() && model.stageProperty().get() == GenerateViewModel.Stage.GRID,
                model.writableProperty(),
                model.stageProperty());
        BooleanBinding usable = Bindings.createBooleanBinding(
                () -> model.canFillProperty().get() && !model.grid().lines().isEmpty(), model.canFillProperty());
        fillAll = command(
                        "fill-all",
                        "Fill all holes",
                        "Ctrl+Enter",
                        MaterialDesignP.PLAYLIST_PLAY,
                        () -> model.fill(model.grid().cells()))
                .when(usable);
        fillChosen = command(
                        "fill",
                        "Fill or retry the chosen clips",
                        "F",
                        MaterialDesignP.PLAY,
                        () -> model.fill(chosen.get()))
                .when(canFill.and(open));
        fillRow = command(
                        "fill-row",
                        "Fill the row",
                        "Shift+R",
                        MaterialDesignT.TABLE_ROW_PLUS_AFTER,
                        () -> model.fill(grid.get().row()))
                .when(canFill);
        fillColumn = command(
                        "fill-column",
                        "Fill the column",
                        "Shift+C",
                        MaterialDesignT.TABLE_COLUMN_PLUS_AFTER,
                        () -> model.fill(grid.get().column()))
                .when(canFill);
        withLora = command(
                        "with-lora",
                        "Same seeds with a LoRA…",
                        "Ctrl+L",
                        MaterialDesignL.LAYERS_PLUS,
                        () -> actions.sameSeedsWithLora(chosen.get()))
                .when(canFill);
        inspect = command("inspect", "Open in Inspect", "O", MaterialDesignF.FILMSTRIP, () -> actions.inspect(clip()))
                .when(done);
        recipe = command(
                        "recipe",
                        "Show the recipe",
                        "I",
                        MaterialDesignI.INFORMATION_OUTLINE,
                        () -> actions.showRecipe(focused.get()))
                .when(focused.isNotNull());
        again = command("again", "Make again exactly", "Shift+E", MaterialDesignR.REPEAT, () -> actions.again(clip()))
                .when(done.and(writable));
        chooseModel = ask("model", "Choose the model's folder…", "Ctrl+Shift+O", actions::chooseModel);
        chooseLora = ask("lora", "Choose a LoRA…", null, actions::chooseLora);
        chooseWatched = ask("watched", "Choose the folder to watch…", null, actions::chooseWatched);
        checkAgain = command(
                "check", "Look at model and memory again", "Ctrl+Shift+K", MaterialDesignR.REFRESH, model::checkAgain);
        watch = command(
                        "watch",
                        "Watch the folder, or stop",
                        "Ctrl+W",
                        MaterialDesignE.EYE_OUTLINE,
                        model.watch()::toggle)
                .when(writable);
        queue = command("queue", "Show the queue", "Q", MaterialDesignC.CLOCK_OUTLINE, actions::showQueue);
    }

    /** Follows the grid from now on. */
    void follow(GenerateGrid grid) {
        focused.bind(grid.hereProperty());
        chosen.bind(grid.chosenProperty());
    }

    private @Nullable String clip() {
        GridCell cell = focused.get();
        return cell == null || cell.state() != State.DONE ? null : cell.clip();
    }

    /** The clip of the cell with the mark, or its prompt while there is none; null without such a cell. */
    @Nullable
    Subject subject() {
        GridCell cell = focused.get();
        String made = cell == null ? null : cell.clip();
        return cell == null ? null : Subject.of(made == null ? NodeId.prompt(cell.promptId()) : NodeId.clip(made));
    }

    private static Command ask(String id, String title, @Nullable String key, Runnable run) {
        return command(id, title, key, MaterialDesignF.FOLDER_OPEN_OUTLINE, run);
    }

    private static Command command(String id, String title, @Nullable String key, Ikon icon, Runnable run) {
        return Command.of("generate." + id, title, GROUP, key, icon, run);
    }

    List<Command> all() {
        return List.of(
                fillAll,
                fillChosen,
                fillRow,
                fillColumn,
                withLora,
                inspect,
                recipe,
                again,
                chooseModel,
                chooseLora,
                checkAgain,
                chooseWatched,
                watch,
                queue);
    }
}
