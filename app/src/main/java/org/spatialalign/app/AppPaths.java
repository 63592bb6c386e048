package org.spatialalign.app;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where the program finds and keeps things outside projects; made once at the start.
 *
 * @param config folder of the preferences
 * @param samples the samples that come with the program; null when they are not there
 * @param userHome where the person's own folders are
 */
public record AppPaths(Path config, @Nullable Path samples, Path userHome) {

    /**
     * Reads {@code spatialalign.config} and {@code spatialalign.home} (the program's folder) if set, else looks where
     * the platform keeps such things.
     */
    public static AppPaths of(Properties system, Map<String, String> environment) {
        Path home = Path.of(system.getProperty("user.home", "."));
        String config = system.getProperty("spatialalign.config");
        return new AppPaths(
                config == null ? platformConfig(system, environment, home) : Path.of(config),
                samples(system).orElse(null),
                home);
    }

    private static Path platformConfig(Properties system, Map<String, String> environment, Path home) {
        String os = system.getProperty("os.name", "").toLowerCase(Locale.ROOT);
        if (os.contains("win")) {
            String roaming = environment.get("APPDATA");
            return (roaming == null ? home : Path.of(roaming)).resolve("spatialalign");
        }
        if (os.contains("mac")) {
            return home.resolve("Library/Application Support/spatialalign");
        }
        String xdg = environment.get("XDG_CONFIG_HOME");
        return (xdg == null || xdg.isBlank() ? home.resolve(".config") : Path.of(xdg)).resolve("spatialalign");
    }

    private static Optional<Path> samples(Properties system) {
        String program = system.getProperty("spatialalign.home");
        Path here = Path.of(system.getProperty("user.dir", "."));
        return Stream.of(program == null ? here : Path.of(program), here, here.resolveSibling("."))
                .map(folder -> folder.resolve("samples").normalize())
                .filter(Files::isDirectory)
                .findFirst();
    }
}
