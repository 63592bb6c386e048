package org.spatialalign.app.shell;

import atlantafx.base.controls.Notification;
import atlantafx.base.theme.Styles;
import java.util.function.Consumer;
import javafx.animation.PauseTransition;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.util.Duration;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.materialdesign2.MaterialDesignA;
import org.kordamp.ikonli.materialdesign2.MaterialDesignC;
import org.kordamp.ikonli.materialdesign2.MaterialDesignI;
import org.spatialalign.app.fx.Command;
import org.spatialalign.app.fx.Notices;

/** Notes in the lower right corner, the newest lowest. */
public final class Toasts implements Notices {

    private static final int AT_ONCE = 4;

    private final VBox box = new VBox(8);
    private final Consumer<String> status;

    /** Status messages go to {@code status}. */
    public Toasts(Consumer<String> status) {
        this.status = status;
        box.setId("toasts");
        box.setAlignment(Pos.BOTTOM_RIGHT);
        box.setPickOnBounds(false);
        box.setMaxSize(Region.USE_PREF_SIZE, Region.USE_PREF_SIZE);
        box.getStyleClass().add("toasts");
    }

    Region view() {
        return box;
    }

    @Override
    public void status(String text) {
        status.accept(text);
    }

    @Override
    public void toast(Kind kind, String text, @Nullable Command action) {
        Notification note = new Notification(text, new FontIcon(icon(kind)));
        note.getStyleClass().addAll(style(kind), Styles.ELEVATED_1, "toast");
        note.setPrefWidth(400);
        note.setMaxWidth(400);
        note.setMinHeight(Region.USE_PREF_SIZE);
        note.setOnClose(event -> box.getChildren().remove(note));
        if (action != null) {
            Button button = new Button(action.title());
            button.setOnAction(event -> {
                box.getChildren().remove(note);
                action.execute();
            });
            note.setPrimaryActions(button);
        }
        box.getChildren().add(note);
        if (box.getChildren().size() > AT_ONCE) {
            box.getChildren().remove(0);
        }
        if (kind != Kind.DANGER) {
            double seconds = action == null ? 5 : kind == Kind.WARNING ? 30 : 10;
            PauseTransition wait = new PauseTransition(Duration.seconds(seconds));
            wait.setOnFinished(event -> box.getChildren().remove(note));
            wait.play();
        }
    }

    private static Ikon icon(Kind kind) {
        return switch (kind) {
            case INFO -> MaterialDesignI.INFORMATION_OUTLINE;
            case SUCCESS -> MaterialDesignC.CHECK_CIRCLE_OUTLINE;
            case WARNING -> MaterialDesignA.ALERT_OUTLINE;
            case DANGER -> MaterialDesignA.ALERT_CIRCLE_OUTLINE;
        };
    }

    private static String style(Kind kind) {
        return switch (kind) {
            case INFO -> Styles.ACCENT;
            case SUCCESS -> Styles.SUCCESS;
            case WARNING -> Styles.WARNING;
            case DANGER -> Styles.DANGER;
        };
    }
}
