package org.spatialalign.engine.workflow;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.spatialalign.engine.score.ScorePreset;

/**
 * What to export, and where to.
 *
 * @param out a file for formats of one file; for the others a folder, or a file when there is only one clip and the
 *     path has the format's ending
 * @param clips ids; empty for all
 * @param model only clips of this source model; null for all
 */
public record ExportSpec(
        ExportFormat format, Path out, List<String> clips, @Nullable String model, ScorePreset preset) {

    public ExportSpec {
        clips = List.copyOf(clips);
    }
}
