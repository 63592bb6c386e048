package org.spatialalign.engine.workflow;

import java.nio.file.Path;
import org.spatialalign.engine.score.ScorePreset;

/**
 * What to report, and where to.
 *
 * @param thumbnails whether each clip's picture is put in
 */
public record ReportSpec(Path out, ScorePreset preset, boolean thumbnails) {}
