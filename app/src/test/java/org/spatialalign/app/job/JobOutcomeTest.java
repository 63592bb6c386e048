package org.spatialalign.app.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.spatialalign.engine.core.Json;
import org.spatialalign.engine.workflow.GenerateSummary;
import org.spatialalign.engine.workflow.GenerateSummary.Cell;
import org.spatialalign.engine.workflow.GenerateSummary.Failure;
import org.spatialalign.engine.workflow.WorkSummary;

class JobOutcomeTest {

    private static final Cell CELL = new Cell("1_LR", 0, "hash", "clip");

    @Test
    void clipsThatWereGeneratedAreCountedByHowTheyEnded() {
        Failure failure = new Failure("1_LR", 3, "a.mp4", "no room");
        assertThat(JobOutcome.ofSummary(
                        new GenerateSummary(List.of(CELL), List.of(CELL, CELL), List.of(failure)).toJson()))
                .isEqualTo(new JobOutcome("1 clip made, 2 there already, 1 failed", 1));
        assertThat(JobOutcome.ofSummary(new GenerateSummary(List.of(), List.of(CELL), List.of()).toJson()))
                .isEqualTo(new JobOutcome("0 clips made, 1 there already", 0));
    }

    @Test
    void otherJobsCountWhatTheyDid() {
        WorkSummary.Item item = new WorkSummary.Item("id", "a.mp4", "broken");
        assertThat(JobOutcome.ofSummary(new WorkSummary(2, 5, List.of(), List.of(item)).toJson()))
                .isEqualTo(new JobOutcome("2 clips, 1 failed", 1));
        assertThat(JobOutcome.ofSummary(new WorkSummary(0, 5, List.of(), List.of()).toJson())
                        .text())
                .isEqualTo("there was nothing to do");
        assertThat(JobOutcome.ofSummary(Json.object().put("rows", 7)).text()).isEmpty();
        assertThat(JobOutcome.ofSummary(null)).isEqualTo(new JobOutcome("", 0));
    }
}
