package org.spatialalign.app.shell;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javafx.beans.binding.Bindings;
import javafx.beans.value.ObservableValue;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.materialdesign2.MaterialDesignT;
import org.spatialalign.app.fx.Command;
import org.spatialalign.app.fx.CommandButtons;
import org.spatialalign.app.fx.KeyDispatcher;
import org.spatialalign.app.fx.Keymap;
import org.spatialalign.app.fx.Page;
import org.spatialalign.app.fx.ScaledRoot;
import org.spatialalign.app.fx.Settings;
import org.spatialalign.app.fx.Subject;
import org.spatialalign.app.fx.Theme;
import org.spatialalign.app.fx.UiExecutor;
import org.spatialalign.app.job.JobListViewModel;
import org.spatialalign.app.job.ProjectSession;
import org.spatialalign.app.job.Ticker;
import org.spatialalign.app.undo.UndoViewModel;
import org.spatialalign.engine.store.Edit;
import org.spatialalign.engine.store.EditJournal;

/** The main window's content: rail, header, page, job drawer, status bar, and what lies over them. */
public final class MainWindow {

    /** What the window is made of. */
    public record Parts(
            Settings settings,
            Theme theme,
            Keymap keymap,
            UiExecutor executor,
            ShellViewModel shell,
            JobListViewModel jobs,
            UndoViewModel undo,
            Toasts toasts,
            FileDrops drops,
            ObservableValue<@Nullable ProjectSession> session,
            List<Page> pages,
            List<Command> commands,
            Command trace,
            Supplier<List<Command>> moreForPalette) {}

    private static final int SAMPLE_MILLIS = 200;
    private static final int LOOK_EVERY = 10;
    private static final double DRAWER_HEIGHT = 264;

    private final Parts parts;
    private final ShellViewModel shell;
    private final Keymap keymap;
    private final Map<String, Page> pages = new HashMap<>();
    private final ScrollPane middle = new ScrollPane();
    private final StackPane shade = new StackPane();
    private final StatusBar statusBar;
    private final CommandPalette palette;
    private final ShortcutSheet sheet;
    private final StateKeeper keeper;
    private final Ticker ticker;
    private final Scene scene;
    private int ticks;
    private @Nullable Page current;
    private @Nullable Node focusBefore;

    public MainWindow(Parts parts) {
        this.parts = parts;
        shell = parts.shell();
        keymap = parts.keymap();
        parts.pages().forEach(page -> pages.put(page.id(), page));
        keeper = new StateKeeper(parts.pages(), shell, parts.executor());
        ShellCommands commands = ShellCommands.of(parts.pages(), shell, this);
        keymap.registerGlobal(commands.all());
        keymap.registerGlobal(parts.commands());
        keymap.registerGlobal(List.of(parts.trace()));
        JobCommands jobCommands = JobCommands.of(parts.jobs());
        keymap.registerGlobal(jobCommands.all());
        parts.pages().forEach(page -> keymap.registerPage(page.id(), page.commands()));

        CommandButtons buttons = new CommandButtons(keymap);
        statusBar = new StatusBar(shell, parts.jobs());
        palette = new CommandPalette(new PaletteViewModel(this::paletteCommands), keymap, this::closeOverlay);
        sheet = new ShortcutSheet(keymap, this::closeOverlay);
        BorderPane frame = frame(commands, jobCommands, buttons);
        Node hint = dropHint();
        StackPane root = new StackPane(frame, parts.toasts().view(), shade, hint);
        StackPane.setAlignment(parts.toasts().view(), Pos.BOTTOM_RIGHT);
        root.getStyleClass().add("window");
        shade.setVisible(false);
        shade.getStyleClass().add("overlay-shade");
        shade.setOnMousePressed(event -> {
            if (event.getTarget() == shade) {
                closeOverlay();
            }
        });
        scene = new Scene(new ScaledRoot(root, parts.theme().scale()));
        parts.theme().dress(scene);
        KeyDispatcher.install(keymap, scene);
        parts.drops().attach(root, hint);

        shell.pageProperty().addListener(observable -> showPage());
        parts.session().addListener((observable, was, is) -> showProject(is));
        ticker = new Ticker(SAMPLE_MILLIS, this::tick);
        showPage();
        showProject(parts.session().getValue());
    }

    private BorderPane frame(ShellCommands commands, JobCommands jobCommands, CommandButtons buttons) {
        JobDrawer drawer = new JobDrawer(parts.jobs(), shell, jobCommands, buttons);
        drawer.visibleProperty().bind(shell.drawerOpenProperty());
        drawer.managedProperty().bind(shell.drawerOpenProperty());
        BorderPane content = new BorderPane(middle);
        content.setTop(new HeaderBar(parts.session(), parts.undo(), parts.jobs(), commands, parts.trace(), keymap));
        content.setBottom(drawer);
        // In a small window the page keeps the larger part.
        drawer.prefHeightProperty()
                .bind(Bindings.min(DRAWER_HEIGHT, content.heightProperty().multiply(0.4)));
        BorderPane frame = new BorderPane(content);
        frame.setLeft(new NavigationRail(parts.pages(), commands.pages(), shell, buttons));
        frame.setBottom(statusBar);
        // A page fills the room; where its least size does not fit (large type, small window) it can be scrolled.
        middle.setFitToWidth(true);
        middle.setFitToHeight(true);
        middle.setFocusTraversable(false);
        middle.getStyleClass().addAll("plain-scroll", "page-room");
        middle.setMinSize(0, 0);
        return frame;
    }

    private static Node dropHint() {
        Label text = new Label("Drop to open or import");
        VBox box = new VBox(16, new FontIcon(MaterialDesignT.TRAY_ARROW_DOWN), text);
        box.setAlignment(Pos.CENTER);
        box.getStyleClass().add("drop-hint");
        StackPane hint = new StackPane(box);
        hint.getStyleClass().add("drop-shade");
        hint.setVisible(false);
        hint.setMouseTransparent(true);
        return hint;
    }

    public Scene scene() {
        return scene;
    }

    /** Begins to look at jobs and state; call when the window is shown. */
    public void start() {
        ticker.start();
    }

    public void stop() {
        ticker.stop();
        if (current != null) {
            current.hidden();
        }
    }

    private void tick() {
        parts.jobs().sample();
        statusBar.sample();
        if (++ticks % LOOK_EVERY == 0) {
            keeper.look();
        }
    }

    private void showPage() {
        Page page = pages.get(shell.pageProperty().get());
        if (page == null || page == current) {
            return;
        }
        if (current != null) {
            current.hidden();
        }
        current = page;
        keymap.showPage(page.id());
        Node view = page.view();
        middle.setContent(view);
        statusBar.show(page);
        page.shown();
        // The rail keeps the focus when it was clicked; a key pressed anywhere else should act on the new page.
        if (view instanceof Parent && (scene == null || scene.getFocusOwner() == null)) {
            view.requestFocus();
        }
    }

    private void showProject(@Nullable ProjectSession session) {
        parts.undo().show(session);
        parts.jobs()
                .show(
                        session == null ? null : session.jobs(),
                        session != null && session.project().readOnly());
        keeper.restore(session);
    }

    /** What is still to be stored of a project that closes; see {@code ProjectOpener.setFarewell}. */
    public Runnable farewell(ProjectSession closing) {
        return keeper.farewell(closing);
    }

    /** What is chosen on the page in front and could be traced; null for nothing. */
    public @Nullable Subject subject() {
        return current == null ? null : current.subject();
    }

    /** Leads to a clip, wherever one is now. */
    public void reveal(String clipId) {
        reveal("inspect", clipId);
    }

    /** Leads to what an edit was about, wherever one is now. */
    void reveal(Edit edit) {
        switch (edit.kind()) {
            case EditJournal.ANNOTATION -> reveal("inspect", edit.target());
            case EditJournal.PROMPTS, EditJournal.VOCABULARY, EditJournal.PROMPT_SETS ->
                reveal("prompts", edit.target());
            default -> {
                // Nowhere in particular.
            }
        }
    }

    /** Leads to a thing on the page where it is worked on. */
    public void reveal(String pageId, String target) {
        shell.go(pageId);
        Page page = pages.get(pageId);
        if (page != null) {
            page.reveal(target);
        }
    }

    private List<Command> paletteCommands() {
        return Stream.concat(keymap.active().stream(), parts.moreForPalette().get().stream())
                .filter(command -> !command.id().equals("window.palette"))
                .toList();
    }

    void showPalette() {
        open(palette, Pos.TOP_CENTER);
        palette.begin();
    }

    void showShortcuts() {
        open(sheet, Pos.CENTER);
        sheet.begin();
    }

    private void open(Region panel, Pos where) {
        if (!shade.isVisible()) {
            focusBefore = scene.getFocusOwner();
        }
        shade.getChildren().setAll(panel);
        StackPane.setAlignment(panel, where);
        StackPane.setMargin(panel, new Insets(where == Pos.TOP_CENTER ? 64 : 24, 24, 24, 24));
        shade.setVisible(true);
        keymap.pausedProperty().set(true);
        scene.getRoot().applyCss();
        scene.getRoot().layout();
    }

    private void closeOverlay() {
        shade.setVisible(false);
        shade.getChildren().clear();
        keymap.pausedProperty().set(false);
        if (focusBefore != null && focusBefore.getScene() == scene) {
            focusBefore.requestFocus();
        }
        focusBefore = null;
    }

    UndoViewModel undo() {
        return parts.undo();
    }

    Settings settings() {
        return parts.settings();
    }

    Theme theme() {
        return parts.theme();
    }
}
