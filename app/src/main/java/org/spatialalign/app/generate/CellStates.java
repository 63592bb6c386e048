package org.spatialalign.app.generate;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.spatialalign.app.generate.GridCell.State;
import org.spatialalign.engine.core.WorkbenchException;
import org.spatialalign.engine.generate.GenerationListener.Phase;
import org.spatialalign.engine.job.JobRecord;
import org.spatialalign.engine.job.JobState;
import org.spatialalign.engine.workflow.GenerateProgress;
import org.spatialalign.engine.workflow.GenerateSpec;
import org.spatialalign.engine.workflow.GenerateSummary;
import org.spatialalign.engine.workflow.GenerateSummary.Failure;
import org.spatialalign.engine.workflow.GenerateTrace;
import org.spatialalign.engine.workflow.GenerateTrace.Preview;
import org.spatialalign.engine.workflow.GenerationPlan;

/** What the jobs say about the cells of a plan. Runs off the FX thread. */
final class CellStates {

    private record Place(@Nullable String promptId, int seed) {}

    private record Said(State state, String text, String detail, double fraction, @Nullable Preview preview, long job) {

        Said(State state, String text, String detail, long job) {
            this(state, text, detail, -1, null, job);
        }
    }

    private final GenerateSpec choice;
    private final Map<Place, Said> said = new HashMap<>();

    private CellStates(GenerateSpec choice) {
        this.choice = choice;
    }

    /** A job that generates, with what it was asked for and what it shows while it runs. */
    record Work(JobRecord job, GenerateSpec spec, GenerateTrace trace) {}

    /**
     * @param choice model, LoRA, settings and device of the plan; null when no model is chosen
     * @param jobs that generate, all of them
     */
    static List<GridCell> of(GenerationPlan plan, @Nullable GenerateSpec choice, List<Work> jobs) {
        Map<Place, Said> said = Map.of();
        if (choice != null) {
            CellStates states = new CellStates(choice);
            states.hear(plan, jobs);
            said = states.said;
        }
        List<GridCell> cells = new ArrayList<>();
        for (GenerationPlan.Cell cell : plan.cells()) {
            cells.add(cell(cell, said.get(new Place(cell.promptId(), cell.seed()))));
        }
        return cells;
    }

    private static GridCell cell(GenerationPlan.Cell cell, @Nullable Said said) {
        Said now = said;
        if (cell.clip() != null) {
            now = new Said(State.DONE, "done", "", said == null ? 0 : said.job());
        } else if (now == null) {
            now = new Said(State.HOLE, "not made yet", "", 0);
        }
        return new GridCell(
                cell.promptId(),
                cell.seed(),
                now.state(),
                now.text(),
                now.detail(),
                now.fraction(),
                cell.clip(),
                cell.others(),
                cell.recipe(),
                now.preview(),
                now.job());
    }

    /** The newest job has the last word about a cell. */
    private void hear(GenerationPlan plan, List<Work> jobs) {
        Map<String, Place> byFile = new HashMap<>();
        plan.cells().forEach(cell -> byFile.put(cell.fileName(), new Place(cell.promptId(), cell.seed())));
        List<Long> line = jobs.stream()
                .filter(work -> work.job().state() == JobState.QUEUED)
                .sorted(Comparator.comparingDouble((Work work) -> work.job().place())
                        .thenComparingLong(work -> work.job().id()))
                .map(work -> work.job().id())
                .toList();
        jobs.stream()
                .filter(work -> same(work.spec()))
                .sorted(Comparator.comparingLong(work -> work.job().id()))
                .forEach(work -> {
                    hear(work, line.indexOf(work.job().id()));
                    running(work, byFile);
                });
    }

    private boolean same(GenerateSpec spec) {
        return spec.model().equals(choice.model())
                && java.util.Objects.equals(spec.lora(), choice.lora())
                && spec.settings().equals(choice.settings())
                && spec.device() == choice.device();
    }

    private void hear(Work work, int inLine) {
        JobRecord job = work.job();
        List<Place> places = places(work.spec());
        switch (job.state()) {
            case QUEUED ->
                say(
                        places,
                        State.QUEUED,
                        inLine == 0 ? "next" : "waits",
                        "Number " + (inLine + 1) + " in the queue",
                        job);
            case RUNNING, CANCELLING -> {
                say(places, State.QUEUED, "waits", "Part of the job that runs", job);
                failures(job, work.trace()::failures);
            }
            case INTERRUPTED ->
                say(places, State.INTERRUPTED, "interrupted", "The program ended; resume the queue to go on", job);
            case FAILED -> say(places, State.FAILED, "failed", String.valueOf(job.error()), job);
            case CANCELLED -> places.forEach(said::remove);
            case SUCCEEDED -> {
                places.forEach(said::remove);
                failures(job, () -> ended(job));
            }
        }
    }

    /** Where a list of failures is read from. */
    private interface Failures {
        List<Failure> read() throws WorkbenchException;
    }

    private static List<Failure> ended(JobRecord job) throws WorkbenchException {
        return job.summary() == null
                ? List.of()
                : GenerateSummary.of(job.summary()).failed();
    }

    private void failures(JobRecord job, Failures failures) {
        try {
            for (Failure failure : failures.read()) {
                Place place = new Place(failure.promptId(), (int) failure.seed());
                said.put(place, new Said(State.FAILED, "failed", failure.why(), job.id()));
            }
        } catch (WorkbenchException e) {
            // Written by another version; what the project holds is shown all the same.
            return;
        }
    }

    private static List<Place> places(GenerateSpec spec) {
        Set<String> ids = new HashSet<>(spec.promptIds());
        spec.prompts().forEach(prompt -> ids.add(String.valueOf(prompt.id())));
        List<Place> places = new ArrayList<>();
        for (String id : ids) {
            spec.seeds().forEach(seed -> places.add(new Place(id, seed)));
        }
        return places;
    }

    private void say(List<Place> places, State state, String text, String detail, JobRecord job) {
        places.forEach(place -> said.put(place, new Said(state, text, detail, job.id())));
    }

    private void running(Work work, Map<String, Place> byFile) {
        JobRecord job = work.job();
        Optional<GenerateProgress> progress =
                job.state().active() ? GenerateProgress.read(job.progress().message()) : Optional.empty();
        Place place = progress.map(now -> byFile.get(now.fileName())).orElse(null);
        if (place == null) {
            return;
        }
        GenerateProgress now = progress.get();
        boolean decoding = now.phase() == Phase.DECODING;
        String text =
                decoding ? "frame " + now.done() + "/" + now.total() : "step " + now.done() + " of " + now.total();
        double fraction = decoding ? 1 : now.done() / (double) Math.max(1, now.total());
        said.put(
                place,
                new Said(
                        State.RUNNING,
                        job.state() == JobState.CANCELLING ? "stopping" : text,
                        "",
                        fraction,
                        work.trace().preview().orElse(null),
                        job.id()));
    }
}
