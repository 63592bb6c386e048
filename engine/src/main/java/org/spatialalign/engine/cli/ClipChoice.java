package org.spatialalign.engine.cli;

import java.util.ArrayList;
import java.util.List;
import org.spatialalign.engine.core.WorkbenchException;
import org.spatialalign.engine.store.ClipRecord;
import org.spatialalign.engine.store.Project;

/** What people may write after {@code --clip}. */
final class ClipChoice {

    private ClipChoice() {}

    /** Ids out of ids, their beginnings, or file names that occur once. */
    static List<String> ids(Project project, List<String> written) throws WorkbenchException {
        if (written.isEmpty()) {
            return List.of();
        }
        List<ClipRecord> all = project.clips().all();
        List<String> ids = new ArrayList<>();
        for (String text : written) {
            List<String> fitting = fitting(all, text);
            if (fitting.isEmpty()) {
                throw new WorkbenchException("no clip '" + text + "' in " + project.folder()
                        + "; 'spatialalign score DIR' lists the clips with their ids");
            }
            if (fitting.size() > 1) {
                throw new WorkbenchException("'" + text + "' fits " + fitting.size() + " clips: "
                        + String.join(", ", fitting) + "; give one of these ids");
            }
            ids.add(fitting.get(0));
        }
        return ids;
    }

    /** The clip of this id, or all whose id begins so or whose file is named so. */
    static List<String> fitting(List<ClipRecord> all, String text) {
        List<String> exact =
                all.stream().map(ClipRecord::id).filter(id -> id.equals(text)).toList();
        return !exact.isEmpty()
                ? exact
                : all.stream()
                        .filter(clip -> (text.length() >= 4 && clip.id().startsWith(text))
                                || clip.fileName().equals(text)
                                || clip.name().equals(text))
                        .map(ClipRecord::id)
                        .toList();
    }
}
