package org.spatialalign.app.home;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.spatialalign.app.fx.Preferences.RecentProject;

class RecentRowTest {

    private static final Instant NOW = Instant.parse("2025-01-31T10:00:00Z");

    private static String detail(int clips, String opened) {
        return new RecentRow(new RecentProject("/x", "x", clips, opened), true).detail(NOW, ZoneOffset.UTC);
    }

    @Test
    void saysWhenInWords() {
        assertThat(detail(12, "2025-01-31T09:05:00Z")).isEqualTo("12 clips · today 09:05");
        assertThat(detail(1, "2025-01-30T23:59:00Z")).isEqualTo("1 clip · yesterday 23:59");
        assertThat(detail(0, "2024-03-02T08:00:00Z")).isEqualTo("0 clips · 2 Mar 2024");
    }

    @Test
    void leavesOutADateThatIsNone() {
        assertThat(detail(3, "some day")).isEqualTo("3 clips");
    }
}
