package org.spatialalign.app.fx;

import atlantafx.base.theme.Styles;
import java.io.File;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import java.util.function.Supplier;
import javafx.animation.PauseTransition;
import javafx.application.Platform;
import javafx.beans.binding.Bindings;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.value.ObservableBooleanValue;
import javafx.geometry.Pos;
import javafx.geometry.Rectangle2D;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TableView;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextField;
import javafx.scene.control.TitledPane;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.stage.DirectoryChooser;
import javafx.stage.FileChooser;
import javafx.stage.Modality;
import javafx.stage.Screen;
import javafx.stage.Stage;
import javafx.stage.Window;
import javafx.util.Duration;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.materialdesign2.MaterialDesignA;
import org.kordamp.ikonli.materialdesign2.MaterialDesignH;
import org.kordamp.ikonli.materialdesign2.MaterialDesignI;
import org.spatialalign.engine.core.WorkbenchException;

/** Dialogs as small modal windows over the main one, in the program's own style and size. */
public final class StageDialogs implements Dialogs {

    private static final int CANCELLED = -1;
    private static final Duration SETTLED = Duration.millis(150);

    private final Supplier<@Nullable Window> owner;
    private final Theme theme;
    private Path lastFolder = Path.of(System.getProperty("user.home", "."));

    /** @param owner the window the dialogs belong to; null before it is shown */
    public StageDialogs(Supplier<@Nullable Window> owner, Theme theme) {
        this.owner = owner;
        this.theme = theme;
    }

    @Override
    public void error(String title, Throwable problem) {
        VBox content = new VBox(16, message(MaterialDesignA.ALERT_CIRCLE_OUTLINE, "danger", messageOf(problem)));
        String trace = trace(problem);
        TextArea area = text(trace, 12);
        TitledPane details = new TitledPane("Technical details", area);
        details.getStyleClass().addAll(Styles.DENSE, "dialog-details");
        details.setAnimated(false);
        details.setExpanded(false);
        Button copy = copyButton(title + System.lineSeparator() + messageOf(problem) + System.lineSeparator() + trace);
        content.getChildren().add(details);
        details.expandedProperty().addListener(observable -> fit(details));
        later(() -> show(title, content, List.of("Close"), false, copy));
    }

    /** What a person reads: our own messages are complete; foreign ones often need the kind of problem before them. */
    private static String messageOf(Throwable problem) {
        String message = problem.getMessage();
        if (problem instanceof WorkbenchException && message != null) {
            return message;
        }
        String kind = problem.getClass().getSimpleName();
        return message == null || message.isBlank()
                ? "An unexpected problem (" + kind + "). The details below help whoever mends it."
                : message + " (" + kind + ")";
    }

    private static String trace(Throwable problem) {
        StringWriter text = new StringWriter();
        problem.printStackTrace(new PrintWriter(text));
        return text.toString();
    }

    private static void fit(TitledPane details) {
        Scene scene = details.getScene();
        if (scene != null && scene.getWindow() != null) {
            scene.getWindow().sizeToScene();
        }
    }

    @Override
    public void info(String title, String message) {
        later(() -> show(
                title, message(MaterialDesignI.INFORMATION_OUTLINE, "accent", message), List.of("Close"), false, null));
    }

    @Override
    public void report(String title, String summary, String text) {
        VBox content = new VBox(16, wrapped(summary), text(text, 18));
        later(() -> show(title, content, List.of("Close"), false, copyButton(summary + System.lineSeparator() + text)));
    }

    @Override
    public boolean confirm(String title, String message, String action) {
        return show(title, message(MaterialDesignH.HELP_CIRCLE_OUTLINE, "accent", message), List.of(action), true, null)
                == 0;
    }

    @Override
    public Optional<Integer> choose(String title, String message, List<String> actions) {
        int chosen = show(title, message(MaterialDesignH.HELP_CIRCLE_OUTLINE, "accent", message), actions, true, null);
        return chosen == CANCELLED ? Optional.empty() : Optional.of(chosen);
    }

    @Override
    public Optional<String> ask(String title, String message, String initial) {
        TextField field = new TextField(initial);
        field.setId("dialog-text");
        field.selectAll();
        Label label = wrapped(message);
        label.setLabelFor(field);
        return form(title, new VBox(8, label, field), "OK") ? Optional.of(field.getText()) : Optional.empty();
    }

    @Override
    public boolean form(String title, Node content, String action, ObservableBooleanValue ready) {
        // On a small screen, or with large type, a form is higher than the screen; its buttons stay in sight.
        ScrollPane scroll = new ScrollPane(content);
        scroll.setFitToWidth(true);
        scroll.setFitToHeight(true);
        scroll.setFocusTraversable(false);
        scroll.getStyleClass().addAll("plain-scroll", "dialog-scroll");
        return show(title, scroll, List.of(action), true, null, ready) == 0;
    }

    @Override
    public Optional<Path> chooseFolder(String title, @Nullable Path start) {
        DirectoryChooser chooser = new DirectoryChooser();
        chooser.setTitle(title);
        Path from = start == null ? lastFolder : start;
        if (from.toFile().isDirectory()) {
            chooser.setInitialDirectory(from.toFile());
        }
        Optional<Path> chosen = Optional.ofNullable(chooser.showDialog(front())).map(File::toPath);
        chosen.ifPresent(this::rememberFolderOf);
        return chosen;
    }

    @Override
    public List<Path> chooseFiles(String title, String kind, List<String> endings) {
        FileChooser chooser = chooser(title, kind, endings);
        List<File> files = chooser.showOpenMultipleDialog(front());
        if (files == null || files.isEmpty()) {
            return List.of();
        }
        rememberFolderOf(files.get(0).toPath());
        return files.stream().map(File::toPath).toList();
    }

    @Override
    public Optional<Path> saveFile(String title, String suggestedName, String kind, List<String> endings) {
        FileChooser chooser = chooser(title, kind, endings);
        chooser.setInitialFileName(suggestedName);
        Optional<Path> chosen =
                Optional.ofNullable(chooser.showSaveDialog(front())).map(File::toPath);
        chosen.ifPresent(this::rememberFolderOf);
        return chosen;
    }

    /** A form may be open over the main window; the chooser belongs over that. */
    private @Nullable Window front() {
        return Window.getWindows().stream()
                .filter(window -> window instanceof Stage && window.isFocused())
                .findFirst()
                .orElseGet(owner);
    }

    /** The next chooser begins beside what was chosen last, as one mostly goes on there. */
    private void rememberFolderOf(Path chosen) {
        Path parent = chosen.toAbsolutePath().getParent();
        if (parent != null) {
            lastFolder = parent;
        }
    }

    private FileChooser chooser(String title, String kind, List<String> endings) {
        FileChooser chooser = new FileChooser();
        chooser.setTitle(title);
        if (lastFolder.toFile().isDirectory()) {
            chooser.setInitialDirectory(lastFolder.toFile());
        }
        chooser.getExtensionFilters().add(new FileChooser.ExtensionFilter(kind, endings));
        chooser.getExtensionFilters().add(new FileChooser.ExtensionFilter("All files", "*"));
        return chooser;
    }

    /** Messages may come up from a timer's tick, where no dialog may wait; then they wait for the tick to end. */
    private static void later(Runnable dialog) {
        if (Platform.canStartNestedEventLoop()) {
            dialog.run();
        } else {
            Platform.runLater(dialog);
        }
    }

    private static Node message(Ikon icon, String kind, String text) {
        FontIcon mark = new FontIcon(icon);
        mark.getStyleClass().addAll("dialog-icon", kind);
        Label label = wrapped(text);
        HBox.setHgrow(label, Priority.ALWAYS);
        return new HBox(16, mark, label);
    }

    private static Label wrapped(String text) {
        Label label = new Label(text);
        label.setWrapText(true);
        label.setMinHeight(Region.USE_PREF_SIZE);
        label.setMaxWidth(520);
        return label;
    }

    private static TextArea text(String text, int rows) {
        TextArea area = new TextArea(text);
        area.setEditable(false);
        area.setPrefRowCount(rows);
        area.setPrefColumnCount(80);
        area.setWrapText(true);
        area.getStyleClass().add("monospace");
        VBox.setVgrow(area, Priority.ALWAYS);
        return area;
    }

    private static Button copyButton(String text) {
        Button copy = new Button("Copy");
        copy.setOnAction(event -> {
            ClipboardContent content = new ClipboardContent();
            content.putString(text);
            Clipboard.getSystemClipboard().setContent(content);
            copy.setText("Copied");
        });
        return copy;
    }

    private int show(String title, Node content, List<String> actions, boolean cancel, @Nullable Button extra) {
        return show(title, content, actions, cancel, extra, new SimpleBooleanProperty(true));
    }

    private int show(
            String title,
            Node content,
            List<String> actions,
            boolean cancel,
            @Nullable Button extra,
            ObservableBooleanValue ready) {
        Stage stage = new Stage();
        stage.setTitle(title);
        stage.initModality(Modality.APPLICATION_MODAL);
        Window over = front();
        if (over != null && over.isShowing()) {
            stage.initOwner(over);
        }
        AtomicInteger chosen = new AtomicInteger(CANCELLED);
        IntConsumer finish = index -> {
            chosen.set(index);
            stage.close();
        };
        Label heading = new Label(title);
        heading.getStyleClass().add("dialog-title");
        VBox.setVgrow(content, Priority.ALWAYS);
        heading.setMinHeight(Region.USE_PREF_SIZE);
        HBox buttons = buttons(actions, cancel, extra, finish);
        buttons.setMinHeight(Region.USE_PREF_SIZE);
        buttons.getChildren().stream()
                .filter(node -> node instanceof Button button && button.isDefaultButton())
                .forEach(node -> node.disableProperty().bind(Bindings.createBooleanBinding(() -> !ready.get(), ready)));
        VBox box = new VBox(16, heading, content, buttons);
        box.getStyleClass().add("dialog-box");
        Scene scene = new Scene(new ScaledRoot(box, theme.scale()));
        theme.dress(scene);
        scene.getAccelerators().put(new KeyCodeCombination(KeyCode.ESCAPE), stage::close);
        scene.getAccelerators().put(new KeyCodeCombination(KeyCode.W, KeyCombination.SHORTCUT_DOWN), stage::close);
        scene.addEventFilter(KeyEvent.KEY_PRESSED, event -> {
            if (event.getCode() == KeyCode.ENTER && takesNoEnter(scene.getFocusOwner())) {
                event.consume();
                buttons.getChildren().stream()
                        .filter(node -> node instanceof Button button && button.isDefaultButton())
                        .forEach(node -> ((Button) node).fire());
            }
        });
        stage.setScene(scene);
        Rectangle2D screen = Screen.getPrimary().getVisualBounds();
        stage.setMaxWidth(screen.getWidth());
        stage.setMaxHeight(screen.getHeight());
        Node filledIn = content instanceof ScrollPane scroll ? scroll.getContent() : content;
        if (!(filledIn.lookup(".text-input") instanceof TextField)) {
            // Enter does what the coloured button says, unless there is something to fill in first.
            buttons.getChildren().stream()
                    .filter(node -> node instanceof Button button && button.isDefaultButton())
                    .forEach(Node::requestFocus);
        }
        fitOnceShown(stage, scene);
        stage.showAndWait();
        return chosen.get();
    }

    /** Some window managers open a window in its least size, mostly while another one is just coming up. */
    private static void fitOnceShown(Stage stage, Scene scene) {
        PauseTransition wait = new PauseTransition(SETTLED);
        wait.setOnFinished(event -> {
            if (stage.isShowing() && scene.getWidth() < scene.getRoot().prefWidth(-1) / 2) {
                stage.sizeToScene();
            }
        });
        stage.setOnShown(event -> wait.play());
    }

    /** Boxes and tables use Enter up for themselves, where it should do what the coloured button says. */
    private static boolean takesNoEnter(@Nullable Node focus) {
        return focus instanceof CheckBox || focus instanceof TableView;
    }

    private static HBox buttons(List<String> actions, boolean cancel, @Nullable Button extra, IntConsumer finish) {
        HBox row = new HBox(8);
        row.setAlignment(Pos.CENTER_RIGHT);
        row.getStyleClass().add("dialog-buttons");
        Region gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        if (extra != null) {
            row.getChildren().add(extra);
        }
        row.getChildren().add(gap);
        List<Button> made = new ArrayList<>();
        if (cancel) {
            Button no = new Button("Cancel");
            no.setCancelButton(true);
            no.setId("dialog-cancel");
            no.setOnAction(event -> finish.accept(CANCELLED));
            made.add(no);
        }
        for (int i = actions.size() - 1; i >= 0; i--) {
            int index = i;
            Button button = new Button(actions.get(i));
            button.setId("dialog-action-" + i);
            button.setDefaultButton(i == 0);
            button.setOnAction(event -> finish.accept(index));
            made.add(button);
        }
        made.forEach(button -> button.setMinWidth(Region.USE_PREF_SIZE));
        row.getChildren().addAll(made);
        return row;
    }
}
