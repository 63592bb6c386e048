package org.spatialalign.app.fx;

import atlantafx.base.theme.PrimerDark;
import atlantafx.base.theme.PrimerLight;
import java.util.List;
import java.util.Objects;
import javafx.application.Application;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.DoubleBinding;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.collections.ListChangeListener;
import javafx.scene.Scene;
import javafx.stage.PopupWindow;
import javafx.stage.Window;
import org.spatialalign.app.fx.Preferences.Appearance;

/** Light or dark, and the size of things, for every window of the program; follows the settings at once. */
public final class Theme {

    /** AtlantaFX's text size at 100 %. */
    private static final double BASE_FONT = 14;

    private final ObjectProperty<Appearance> appearance;
    private final ObjectProperty<Integer> percent;
    private final DoubleBinding scale;
    private final UiExecutor executor;
    private final ReadOnlyBooleanWrapper dark = new ReadOnlyBooleanWrapper(false);

    public Theme(Settings settings, UiExecutor executor) {
        this.executor = executor;
        appearance = settings.property(Preferences.APPEARANCE);
        percent = settings.property(Preferences.SCALE);
        scale = Bindings.createDoubleBinding(() -> percent.get() / 100.0, percent);
    }

    /** Takes over all present and coming windows. Called once, when the toolkit is up. */
    public void install() {
        Window.getWindows().addListener((ListChangeListener<Window>) change -> {
            while (change.next()) {
                change.getAddedSubList().forEach(this::dress);
            }
        });
        appearance.addListener(observable -> choose());
        scale.addListener(observable -> Window.getWindows().forEach(this::dress));
        choose();
    }

    private void choose() {
        switch (appearance.get()) {
            case LIGHT -> use(false);
            case DARK -> use(true);
            case SYSTEM -> {
                use(dark.get());
                executor.load(this, SystemAppearance::isDark, this::useIfSystem, problem -> useIfSystem(false));
            }
        }
    }

    private void useIfSystem(boolean systemIsDark) {
        if (appearance.get() == Appearance.SYSTEM && systemIsDark != dark.get()) {
            use(systemIsDark);
        }
    }

    private void use(boolean toDark) {
        Application.setUserAgentStylesheet(
                toDark ? new PrimerDark().getUserAgentStylesheet() : new PrimerLight().getUserAgentStylesheet());
        dark.set(toDark);
        Window.getWindows().forEach(this::dress);
    }

    private void dress(Window window) {
        Scene scene = window.getScene();
        if (scene == null) {
            return;
        }
        if (window instanceof PopupWindow) {
            // Tooltips and menus are windows of their own, outside the scaled root; style sheets they inherit.
            scene.getRoot().setStyle("-fx-font-size: " + BASE_FONT * scale.get() + "px;");
        } else {
            dress(scene);
        }
    }

    /** Gives a scene the style sheets; windows that are shown get them by themselves. */
    public void dress(Scene scene) {
        List<String> wanted = dark.get()
                ? List.of(sheet("workbench.css"), sheet("workbench-dark.css"))
                : List.of(sheet("workbench.css"));
        if (!scene.getStylesheets().equals(wanted)) {
            scene.getStylesheets().setAll(wanted);
        }
    }

    private static String sheet(String name) {
        return Objects.requireNonNull(Theme.class.getResource(name), name).toExternalForm();
    }

    /** For what is painted rather than styled: charts, canvases. */
    public ReadOnlyBooleanProperty darkProperty() {
        return dark.getReadOnlyProperty();
    }

    /** 1.0 to 2.5. */
    public DoubleBinding scale() {
        return scale;
    }
}
