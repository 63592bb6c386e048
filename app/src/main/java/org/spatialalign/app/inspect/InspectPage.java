package org.spatialalign.app.inspect;

import java.util.List;
import javafx.beans.value.ObservableValue;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.materialdesign2.MaterialDesignF;
import org.spatialalign.app.fx.Dialogs;
import org.spatialalign.app.fx.Keymap;
import org.spatialalign.app.fx.Notices;
import org.spatialalign.app.fx.OutlookPage;
import org.spatialalign.app.fx.Settings;
import org.spatialalign.app.fx.Theme;
import org.spatialalign.app.fx.UiExecutor;
import org.spatialalign.app.job.ProjectSession;

/** Where clips are looked at. */
public final class InspectPage extends OutlookPage {

    public InspectPage(
            UiExecutor executor,
            Dialogs dialogs,
            Keymap keymap,
            Settings settings,
            Notices notices,
            Theme theme,
            ObservableValue<@Nullable ProjectSession> session) {
        super("inspect", "Inspect", MaterialDesignF.FILMSTRIP);
    }

    @Override
    protected String purpose() {
        return "Find the clips that do not follow their prompt, and see why.";
    }

    @Override
    protected List<Point> points() {
        return List.of();
    }

    @Override
    protected String untilThen() {
        return "Scores can be computed from Home and with the command line.";
    }
}
