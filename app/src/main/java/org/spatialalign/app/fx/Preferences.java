package org.spatialalign.app.fx;

import com.fasterxml.jackson.core.type.TypeReference;
import java.util.List;
import java.util.Map;

/** Every preference the window knows. */
public final class Preferences {

    public enum Appearance {
        SYSTEM,
        LIGHT,
        DARK
    }

    /**
     * A project opened before.
     *
     * @param folder absolute path
     * @param clips how many clips it held when last closed
     * @param lastOpened ISO-8601 instant
     */
    public record RecentProject(String folder, String name, int clips, String lastOpened) {}

    /** Where the window was, in screen coordinates; not yet placed while the width is 0. */
    public record WindowBounds(double x, double y, double width, double height, boolean maximized) {

        public static final WindowBounds UNSET = new WindowBounds(0, 0, 0, 0, false);

        public boolean isSet() {
            return width > 0 && height > 0;
        }
    }

    public static final int MIN_SCALE = 100;
    public static final int MAX_SCALE = 250;
    /** Recent projects kept. */
    public static final int RECENT_LIMIT = 8;

    public static final Setting<Appearance> APPEARANCE =
            new Setting<>("appearance", new TypeReference<>() {}, Appearance.SYSTEM, value -> true);

    /** Size of everything in the window, in percent. */
    public static final Setting<Integer> SCALE = new Setting<>(
            "scalePercent", new TypeReference<>() {}, 100, value -> value >= MIN_SCALE && value <= MAX_SCALE);

    /** Who signs corrections; empty means the name of the computer's user. */
    public static final Setting<String> ANNOTATOR =
            new Setting<>("annotator", new TypeReference<>() {}, "", value -> value.length() <= 80);

    /** Command id to key as written in tooltips; an empty text takes the key away. */
    public static final Setting<Map<String, String>> KEYS =
            new Setting<>("keys", new TypeReference<>() {}, Map.of(), value -> true);

    /** Newest first. */
    public static final Setting<List<RecentProject>> RECENT_PROJECTS =
            new Setting<>("recentProjects", new TypeReference<>() {}, List.of(), value -> true);

    public static final Setting<WindowBounds> WINDOW = new Setting<>(
            "window",
            new TypeReference<>() {},
            WindowBounds.UNSET,
            value -> Double.isFinite(value.x() + value.y() + value.width() + value.height()));

    /** Whether the start opens the project that was open at the end. */
    public static final Setting<Boolean> REOPEN_PROJECT =
            new Setting<>("reopenProject", new TypeReference<>() {}, true, value -> true);

    /** The folder of the project that was open at the end; empty for none. */
    public static final Setting<String> OPEN_PROJECT =
            new Setting<>("openProject", new TypeReference<>() {}, "", value -> true);

    public static final Setting<Boolean> TRACK_AFTER_IMPORT =
            new Setting<>("trackAfterImport", new TypeReference<>() {}, true, value -> true);

    /** The folder of the detector that finds the boxes of new clips; empty where people draw them. */
    public static final Setting<String> DETECTOR =
            new Setting<>("detectorFolder", new TypeReference<>() {}, "", value -> true);

    private Preferences() {}
}
