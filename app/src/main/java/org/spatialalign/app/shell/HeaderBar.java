package org.spatialalign.app.shell;

import atlantafx.base.theme.Styles;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.beans.binding.StringBinding;
import javafx.beans.property.StringProperty;
import javafx.beans.value.ObservableValue;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;
import org.spatialalign.app.fx.Command;
import org.spatialalign.app.fx.CommandButtons;
import org.spatialalign.app.fx.Keymap;
import org.spatialalign.app.job.JobListViewModel;
import org.spatialalign.app.job.ProjectSession;
import org.spatialalign.app.undo.UndoViewModel;
import org.spatialalign.engine.store.Project;

/** The top of the window: which project, undo and redo, the palette, the jobs. */
final class HeaderBar extends HBox {

    private static final double ENOUGH = 720;

    private final Label name = new Label();
    private final Label readOnly = new Label("Read-only");
    private final CommandButtons buttons;

    HeaderBar(
            ObservableValue<@Nullable ProjectSession> session,
            UndoViewModel undo,
            JobListViewModel jobs,
            ShellCommands commands,
            Command trace,
            Keymap keymap) {
        buttons = new CommandButtons(keymap);
        getStyleClass().add("header-bar");
        name.getStyleClass().add("project-name");
        name.setId("project-name");
        name.setMinWidth(80);
        readOnly.getStyleClass().addAll("chip", "warning");
        readOnly.setId("read-only");
        readOnly.setMinWidth(Region.USE_PREF_SIZE);
        readOnly.setTooltip(
                new Tooltip("Somebody else may change this project meanwhile; here it can only be looked at."));
        session.addListener((observable, was, is) -> show(is));
        show(session.getValue());
        Region gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        getChildren()
                .addAll(
                        name,
                        readOnly,
                        gap,
                        edit(commands.undo(), undo.undoLabelProperty(), keymap),
                        edit(commands.redo(), undo.redoLabelProperty(), keymap),
                        buttons.iconButton(trace),
                        palette(commands.palette(), keymap),
                        jobs(commands.jobs(), jobs),
                        buttons.iconButton(commands.shortcuts()));
    }

    private void show(@Nullable ProjectSession session) {
        Project project = session == null ? null : session.project();
        name.setText(project == null ? "No project open" : project.name());
        name.setTooltip(project == null ? null : new Tooltip(project.folder().toString()));
        boolean locked = project != null && project.readOnly();
        readOnly.setVisible(locked);
        readOnly.setManaged(locked);
    }

    /** The tooltip also says what would be taken back. */
    private Button edit(Command command, ObservableValue<String> label, Keymap keymap) {
        Button button = buttons.iconButton(command);
        StringBinding plain = keymap.tooltipText(command);
        StringProperty text = button.getTooltip().textProperty();
        text.unbind();
        text.bind(Bindings.createStringBinding(
                () -> label.getValue().isEmpty() ? plain.get() : plain.get() + "\n" + label.getValue(), plain, label));
        return button;
    }

    private Button palette(Command command, Keymap keymap) {
        Button button = buttons.button(command);
        button.setText(null);
        BooleanBinding roomy = widthProperty().greaterThan(ENOUGH);
        button.textProperty()
                .bind(Bindings.when(roomy)
                        .then(Bindings.concat("Find a command   ", keymap.keyText(command)))
                        .otherwise(""));
        button.prefWidthProperty().bind(Bindings.when(roomy).then(240).otherwise(48));
        button.setMinWidth(Region.USE_PREF_SIZE);
        button.getStyleClass().add("palette-button");
        return button;
    }

    private Button jobs(Command command, JobListViewModel jobs) {
        Button button = buttons.button(command);
        button.textProperty()
                .bind(Bindings.createStringBinding(
                        () -> {
                            int count = jobs.activeProperty().get()
                                    + jobs.waitingProperty().get();
                            return count == 0 ? "Jobs" : "Jobs (" + count + ")";
                        },
                        jobs.activeProperty(),
                        jobs.waitingProperty()));
        button.getStyleClass().add(Styles.FLAT);
        button.setMinWidth(Region.USE_PREF_SIZE);
        return button;
    }
}
