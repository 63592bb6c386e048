package org.spatialalign.app.fx;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** Asks the desktop whether it is dark. JavaFX 21 cannot tell, so the desktop's own tool is asked. */
final class SystemAppearance {

    private SystemAppearance() {}

    /** Takes up to a second; false when the desktop does not say. */
    static boolean isDark() throws InterruptedException {
        String system = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
        if (system.contains("mac")) {
            return says("dark", List.of("defaults", "read", "-g", "AppleInterfaceStyle"));
        }
        if (system.contains("win")) {
            String key = "HKCU\\Software\\Microsoft\\Windows\\CurrentVersion\\Themes\\Personalize";
            return says("0x0", List.of("reg", "query", key, "/v", "AppsUseLightTheme"));
        }
        return says("dark", List.of("gsettings", "get", "org.gnome.desktop.interface", "color-scheme"));
    }

    private static boolean says(String word, List<String> command) throws InterruptedException {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (!process.waitFor(1, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                return false;
            }
            String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return answer.toLowerCase(Locale.ROOT).contains(word);
        } catch (IOException e) {
            // The tool is not there: a desktop that has no such preference.
            return false;
        }
    }
}
