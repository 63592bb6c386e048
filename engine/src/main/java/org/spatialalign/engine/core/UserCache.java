package org.spatialalign.engine.core;

import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;

/**
 * Where this user's programs keep what can be made again: by the conventions of the system, or in the folder that the
 * system property {@value #PROPERTY} names.
 */
public final class UserCache {

    static final String PROPERTY = "spatialalign.cache";

    private static final String NAME = "spatialalign";

    private UserCache() {}

    /** The folder; it need not exist yet. */
    public static Path folder() {
        return folder(System.getProperties(), System.getenv());
    }

    static Path folder(Properties system, Map<String, String> environment) {
        String chosen = system.getProperty(PROPERTY, "");
        if (!chosen.isBlank()) {
            return Path.of(chosen);
        }
        Path home = Path.of(system.getProperty("user.home", "."));
        String name = system.getProperty("os.name", "");
        if (name.startsWith("Windows")) {
            String local = environment.getOrDefault("LOCALAPPDATA", "");
            return (local.isBlank() ? home.resolve("AppData/Local") : Path.of(local)).resolve(NAME + "/cache");
        }
        if (name.startsWith("Mac")) {
            return home.resolve("Library/Caches").resolve(NAME);
        }
        // A path that is not absolute is to be ignored, says the XDG specification.
        String xdg = environment.getOrDefault("XDG_CACHE_HOME", "");
        return (Path.of(xdg).isAbsolute() ? Path.of(xdg) : home.resolve(".cache")).resolve(NAME);
    }
}
