package org.spatialalign.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AppPathsTest {

    private static Properties properties(String... pairs) {
        Properties properties = new Properties();
        properties.setProperty("os.name", "Linux");
        properties.setProperty("user.home", "/home/ada");
        properties.setProperty("user.dir", "/nowhere");
        for (int i = 0; i < pairs.length; i += 2) {
            properties.setProperty(pairs[i], pairs[i + 1]);
        }
        return properties;
    }

    @Test
    void followsThePlatform() {
        assertThat(AppPaths.of(properties(), Map.of()).config()).isEqualTo(Path.of("/home/ada/.config/spatialalign"));
        assertThat(AppPaths.of(properties(), Map.of("XDG_CONFIG_HOME", "/cfg")).config())
                .isEqualTo(Path.of("/cfg/spatialalign"));
        assertThat(AppPaths.of(properties("os.name", "Mac OS X"), Map.of()).config())
                .isEqualTo(Path.of("/home/ada/Library/Application Support/spatialalign"));
        assertThat(AppPaths.of(properties("spatialalign.config", "/tmp/c"), Map.of())
                        .config())
                .isEqualTo(Path.of("/tmp/c"));
    }

    @Test
    void findsTheSamplesBesideTheProgram(@TempDir Path program) throws IOException {
        assertThat(AppPaths.of(properties(), Map.of()).samples()).isNull();
        Path samples = Files.createDirectory(program.resolve("samples"));
        assertThat(AppPaths.of(properties("spatialalign.home", program.toString()), Map.of())
                        .samples())
                .isEqualTo(samples);
    }
}
