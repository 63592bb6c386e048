package org.spatialalign.engine.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class UserCacheTest {

    private static Properties on(String system) {
        Properties properties = new Properties();
        properties.setProperty("os.name", system);
        properties.setProperty("user.home", "/home/ada");
        return properties;
    }

    @Test
    void followsTheSystemsConventions() {
        assertThat(UserCache.folder(on("Linux"), Map.of())).isEqualTo(Path.of("/home/ada/.cache/spatialalign"));
        assertThat(UserCache.folder(on("Linux"), Map.of("XDG_CACHE_HOME", "/c")))
                .isEqualTo(Path.of("/c/spatialalign"));
        assertThat(UserCache.folder(on("Linux"), Map.of("XDG_CACHE_HOME", "rel")))
                .isEqualTo(Path.of("/home/ada/.cache/spatialalign"));
        assertThat(UserCache.folder(on("Mac OS X"), Map.of()))
                .isEqualTo(Path.of("/home/ada/Library/Caches/spatialalign"));
        assertThat(UserCache.folder(on("Windows 11"), Map.of("LOCALAPPDATA", "/l")))
                .isEqualTo(Path.of("/l/spatialalign/cache"));
    }

    @Test
    void aChosenFolderComesFirst() {
        Properties chosen = on("Linux");
        chosen.setProperty(UserCache.PROPERTY, "/chosen");
        assertThat(UserCache.folder(chosen, Map.of("XDG_CACHE_HOME", "/c"))).isEqualTo(Path.of("/chosen"));
    }
}
