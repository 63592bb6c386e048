package org.spatialalign.app.home;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.value.ObservableValue;
import javafx.scene.Node;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.materialdesign2.MaterialDesignC;
import org.kordamp.ikonli.materialdesign2.MaterialDesignF;
import org.kordamp.ikonli.materialdesign2.MaterialDesignH;
import org.kordamp.ikonli.materialdesign2.MaterialDesignI;
import org.kordamp.ikonli.materialdesign2.MaterialDesignP;
import org.kordamp.ikonli.materialdesign2.MaterialDesignT;
import org.spatialalign.app.fx.Command;
import org.spatialalign.app.fx.CommandButtons;
import org.spatialalign.app.fx.Dialogs;
import org.spatialalign.app.fx.Page;
import org.spatialalign.app.job.ProjectOpener;
import org.spatialalign.app.job.ProjectSession;
import org.spatialalign.engine.store.Project;

/** The first page: begin, go on where one was, bring clips in. */
public final class HomePage implements Page {

    /** What the page needs to know of its surroundings. */
    public record Places(@Nullable Path samples, Path userHome) {}

    private static final String PROJECT = "Project";

    private final HomeViewModel model;
    private final ProjectOpener opener;
    private final ImportFlow imports;
    private final WriteFlow writes;
    private final Dialogs dialogs;
    private final Places places;
    private final CommandButtons buttons;
    private final Runnable goInspect;
    private final List<Command> commands;
    private @Nullable HomeView view;

    public HomePage(
            HomeViewModel model,
            ProjectOpener opener,
            ImportFlow imports,
            WriteFlow writes,
            Dialogs dialogs,
            Places places,
            CommandButtons buttons,
            Runnable goInspect) {
        this.model = model;
        this.opener = opener;
        this.imports = imports;
        this.writes = writes;
        this.dialogs = dialogs;
        this.places = places;
        this.buttons = buttons;
        this.goInspect = goInspect;
        BooleanBinding writable = Bindings.createBooleanBinding(this::isWritable, opener.sessionProperty());
        commands = List.of(
                Command.of(
                        "project.new",
                        "New project…",
                        PROJECT,
                        "Ctrl+N",
                        MaterialDesignF.FOLDER_PLUS_OUTLINE,
                        this::create),
                Command.of(
                        "project.open",
                        "Open project…",
                        PROJECT,
                        "Ctrl+O",
                        MaterialDesignF.FOLDER_OPEN_OUTLINE,
                        this::choose),
                Command.of(
                                "project.import",
                                "Import…",
                                PROJECT,
                                "Ctrl+I",
                                MaterialDesignI.IMPORT,
                                () -> imports.ask(List.of()))
                        .when(writable),
                Command.of(
                                "project.track",
                                "Track and score",
                                PROJECT,
                                "Ctrl+T",
                                MaterialDesignT.TARGET_VARIANT,
                                imports::trackAndScore)
                        .when(writable),
                Command.of(
                        "project.samples",
                        "Try the samples",
                        PROJECT,
                        null,
                        MaterialDesignP.PLAY_CIRCLE_OUTLINE,
                        this::samples),
                Command.of("project.close", "Close project", PROJECT, null, MaterialDesignC.CLOSE, opener::close)
                        .when(opener.sessionProperty().isNotNull()));
    }

    private boolean isWritable() {
        ProjectSession open = opener.sessionProperty().get();
        return open != null && !open.project().readOnly();
    }

    /** These work on every page, so the window registers them and not the page. */
    public List<Command> globalCommands() {
        return Stream.concat(commands.stream(), writes.commands().stream()).toList();
    }

    @Override
    public String id() {
        return "home";
    }

    @Override
    public String title() {
        return "Home";
    }

    @Override
    public Ikon icon() {
        return MaterialDesignH.HOME_OUTLINE;
    }

    @Override
    public List<Command> commands() {
        return List.of();
    }

    @Override
    public void shown() {
        model.setShown(true);
    }

    @Override
    public void hidden() {
        model.setShown(false);
    }

    @Override
    public ObservableValue<String> modeLine() {
        return new ReadOnlyStringWrapper("Drop clips, folders, prompt lists or a project anywhere on this window.");
    }

    @Override
    public JsonNode saveState() {
        return JsonNodeFactory.instance.objectNode();
    }

    @Override
    public void restoreState(JsonNode state) {
        // What is shown follows from the project.
    }

    @Override
    public Node view() {
        if (view == null) {
            view = new HomeView(model, opener, this::command, buttons, goInspect, dialogs);
        }
        return view;
    }

    private Command command(String id) {
        return commands.stream()
                .filter(command -> command.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(id));
    }

    private void create() {
        dialogs.chooseFolder("Choose an empty folder for the new project", places.userHome())
                .ifPresent(folder -> {
                    if (Project.isProject(folder)) {
                        opener.open(folder);
                    } else {
                        opener.create(folder, () -> {});
                    }
                });
    }

    private void choose() {
        dialogs.chooseFolder("Choose the folder of a project", places.userHome())
                .ifPresent(this::openChosen);
    }

    private void openChosen(Path folder) {
        if (Project.isProject(folder)) {
            opener.open(folder);
        } else if (dialogs.confirm(
                "This folder holds no project",
                folder + " has no project.db. Make a new project there?",
                "Make a project")) {
            opener.create(folder, () -> {});
        }
    }

    /** A project of its own for the samples, in the person's home folder; the second time it is simply opened. */
    private void samples() {
        Optional<Path> found = Optional.ofNullable(places.samples()).filter(Files::isDirectory);
        if (found.isEmpty()) {
            dialogs.info(
                    "The samples are not here",
                    "The folder \"samples\" was not found beside the program. Start it with ./spatialalign from its "
                            + "folder, or drop a folder of clips on this window.");
            return;
        }
        Path folder = places.userHome().resolve("SpatialAlign samples");
        if (Project.isProject(folder)) {
            opener.open(folder);
        } else {
            opener.create(folder, () -> imports.importAll(List.of(found.get())));
        }
    }
}
