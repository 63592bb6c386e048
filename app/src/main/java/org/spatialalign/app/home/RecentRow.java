package org.spatialalign.app.home;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import org.spatialalign.app.fx.Preferences.RecentProject;

/**
 * A recent project as it is listed.
 *
 * @param there whether its folder still holds a project
 */
record RecentRow(RecentProject project, boolean there) {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm", Locale.ENGLISH);
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMM yyyy", Locale.ENGLISH);

    /** "12 clips · today 14:05". */
    String detail(Instant now, ZoneId zone) {
        String clips = project.clips() == 1 ? "1 clip" : project.clips() + " clips";
        String opened = opened(now, zone);
        return opened.isEmpty() ? clips : clips + " · " + opened;
    }

    private String opened(Instant now, ZoneId zone) {
        ZonedDateTime at;
        try {
            at = Instant.parse(project.lastOpened()).atZone(zone);
        } catch (DateTimeParseException e) {
            // A hand-edited file; the date is no reason to hide the project.
            return "";
        }
        LocalDate today = now.atZone(zone).toLocalDate();
        if (at.toLocalDate().equals(today)) {
            return "today " + TIME.format(at);
        }
        if (at.toLocalDate().equals(today.minusDays(1))) {
            return "yesterday " + TIME.format(at);
        }
        return DAY.format(at);
    }
}
