package org.spatialalign.app.inspect;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import javafx.beans.binding.Bindings;
import javafx.beans.property.BooleanProperty;
import javafx.beans.value.ObservableBooleanValue;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.materialdesign2.MaterialDesignA;
import org.kordamp.ikonli.materialdesign2.MaterialDesignB;
import org.kordamp.ikonli.materialdesign2.MaterialDesignD;
import org.kordamp.ikonli.materialdesign2.MaterialDesignF;
import org.kordamp.ikonli.materialdesign2.MaterialDesignI;
import org.kordamp.ikonli.materialdesign2.MaterialDesignL;
import org.kordamp.ikonli.materialdesign2.MaterialDesignM;
import org.kordamp.ikonli.materialdesign2.MaterialDesignR;
import org.kordamp.ikonli.materialdesign2.MaterialDesignS;
import org.kordamp.ikonli.materialdesign2.MaterialDesignV;
import org.spatialalign.app.fx.Command;
import org.spatialalign.app.inspect.ClipTableViewModel.State;

/** What can be done on the page besides playing and editing boxes. */
final class InspectCommands {

    private static final String CLIPS = "Clips";

    final Command search;
    final Command clearFilters;
    final Command saveView;
    final Command previousClip;
    final Command nextClip;
    final Command grid;
    final Command contactSheet;
    final Command details;
    final Command match;
    final Command detect;
    final Command detectAll;
    final Command revertClip;
    final Command focusNext;
    final Command focusPrevious;
    final List<Command> filters;

    /** @param view made when the page is first shown */
    InspectCommands(InspectViewModel inspect, Supplier<InspectView> view, Runnable matchDialog, Runnable saveDialog) {
        ClipTableViewModel table = inspect.table();
        OpenClipViewModel clip = inspect.clip();
        ObservableBooleanValue clips = Bindings.createBooleanBinding(
                () -> table.stateProperty().get() == State.CLIPS
                        || table.stateProperty().get() == State.NO_MATCH,
                table.stateProperty());
        ObservableBooleanValue shown = clip.rowProperty().isNotNull();
        ObservableBooleanValue writable = clip.rowProperty().isNotNull().and(clip.writableProperty());
        search = command("search", "Search clips", "Ctrl+F", MaterialDesignM.MAGNIFY, () -> view.get()
                        .list()
                        .focusSearch())
                .when(clips);
        clearFilters = command(
                        "clear-filters",
                        "Clear filters",
                        "Ctrl+Shift+F",
                        MaterialDesignF.FILTER_OFF_OUTLINE,
                        table::clearFilters)
                .when(clips);
        saveView = command(
                        "save-view",
                        "Save this view…",
                        "Ctrl+Shift+S",
                        MaterialDesignB.BOOKMARK_PLUS_OUTLINE,
                        saveDialog)
                .when(clip.writableProperty());
        previousClip = command(
                        "previous-clip", "Previous clip", "Page Up", MaterialDesignA.ARROW_UP, () -> table.selectBy(-1))
                .when(clips);
        nextClip = command("next-clip", "Next clip", "Page Down", MaterialDesignA.ARROW_DOWN, () -> table.selectBy(1))
                .when(clips);
        grid = command(
                        "grid",
                        "Table or pictures",
                        "Ctrl+Shift+T",
                        MaterialDesignV.VIEW_GRID_OUTLINE,
                        toggle(inspect.gridProperty()))
                .when(clips);
        contactSheet = command(
                        "contact-sheet",
                        "All seeds of this prompt side by side",
                        "C",
                        MaterialDesignV.VIEW_MODULE_OUTLINE,
                        toggle(inspect.contactSheetProperty()))
                .when(shown);
        details = command(
                "details",
                "Reasons and facts on or off",
                "Ctrl+D",
                MaterialDesignD.DOCK_RIGHT,
                toggle(inspect.detailsProperty()));
        match = command("match", "Match this clip to a prompt…", "Ctrl+M", MaterialDesignL.LINK_VARIANT, matchDialog)
                .when(writable);
        detect = detect(inspect).when(writable);
        detectAll = detectAll(inspect).when(writable);
        revertClip = command(
                        "revert-clip",
                        "Revert the whole clip to the machine's boxes",
                        "Ctrl+Shift+U",
                        MaterialDesignR.RESTORE_ALERT,
                        clip::revertToMachine)
                .when(writable);
        focusNext = command(
                "focus-next",
                "Next part of the page",
                "F6",
                MaterialDesignA.ARROW_RIGHT_BOLD_BOX_OUTLINE,
                () -> view.get().focusNextPane(true));
        focusPrevious = command(
                "focus-previous",
                "Previous part of the page",
                "Shift+F6",
                MaterialDesignA.ARROW_LEFT_BOLD_BOX_OUTLINE,
                () -> view.get().focusNextPane(false));
        filters = filters(view, clips);
    }

    private static Command detect(InspectViewModel inspect) {
        return command(
                "detect",
                "Detect the animal and the object in this clip",
                "Alt+D",
                MaterialDesignI.IMAGE_SEARCH_OUTLINE,
                inspect::detect);
    }

    private static Command detectAll(InspectViewModel inspect) {
        return command(
                "detect-all",
                "Detect in every clip without boxes",
                "Alt+Shift+D",
                MaterialDesignI.IMAGE_SEARCH,
                () -> inspect.tracking().detectAll());
    }

    private static List<Command> filters(Supplier<InspectView> view, ObservableBooleanValue clips) {
        List<Command> filters = new ArrayList<>();
        for (Facet facet : Facet.values()) {
            String name = facet.title().toLowerCase(Locale.ROOT);
            filters.add(command(
                            "filter-" + name,
                            "Filter by " + name,
                            null,
                            MaterialDesignF.FILTER_OUTLINE,
                            () -> view.get().list().chips().open(facet))
                    .when(clips));
        }
        return filters;
    }

    private static Command command(String id, String title, @Nullable String key, Ikon icon, Runnable run) {
        return Command.of("inspect." + id, title, CLIPS, key, icon, run);
    }

    private static Runnable toggle(BooleanProperty property) {
        return () -> property.set(!property.get());
    }

    /** While the histogram has the focus. */
    static List<Command> ofHistogram(HistogramView histogram) {
        return List.of(
                histogram("raise-low", "Raise the lowest score shown", "Right", () -> histogram.moveEnd(false, 1)),
                histogram("lower-low", "Lower the lowest score shown", "Left", () -> histogram.moveEnd(false, -1)),
                histogram(
                        "raise-high", "Raise the highest score shown", "Shift+Right", () -> histogram.moveEnd(true, 1)),
                histogram(
                        "lower-high",
                        "Lower the highest score shown",
                        "Shift+Left",
                        () -> histogram.moveEnd(true, -1)));
    }

    private static Command histogram(String id, String title, String key, Runnable run) {
        return Command.of("histogram." + id, title, "Score histogram", key, MaterialDesignS.SORT_NUMERIC_VARIANT, run);
    }

    /** While the pictures have the focus: the arrows go through them, not through frames. */
    static List<Command> ofGrid(ClipTableViewModel table) {
        return List.of(
                Command.of(
                        "grid.left",
                        "Clip at the left",
                        CLIPS,
                        "Left",
                        MaterialDesignA.ARROW_LEFT,
                        () -> table.selectBy(-1)),
                Command.of(
                        "grid.right",
                        "Clip at the right",
                        CLIPS,
                        "Right",
                        MaterialDesignA.ARROW_RIGHT,
                        () -> table.selectBy(1)));
    }

    List<Command> all() {
        List<Command> all = new ArrayList<>(List.of(
                search,
                clearFilters,
                saveView,
                previousClip,
                nextClip,
                grid,
                contactSheet,
                details,
                match,
                detect,
                detectAll,
                revertClip,
                focusNext,
                focusPrevious));
        all.addAll(filters);
        return all;
    }
}
