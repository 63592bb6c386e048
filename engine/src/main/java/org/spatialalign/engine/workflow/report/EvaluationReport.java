package org.spatialalign.engine.workflow.report;

import java.time.Instant;
import java.util.List;
import org.spatialalign.engine.evaluate.AppearanceFigures;
import org.spatialalign.engine.evaluate.Evaluation;

/**
 * All that the report of an evaluation shows.
 *
 * @param leftOut clips that could not be matched, one line each
 * @param untracked how many of the unscorable clips were never tracked
 */
public record EvaluationReport(
        String projectName,
        Instant createdAt,
        String codeVersion,
        String presetId,
        Evaluation evaluation,
        AppearanceFigures appearance,
        List<String> leftOut,
        int untracked) {

    public EvaluationReport {
        leftOut = List.copyOf(leftOut);
    }
}
