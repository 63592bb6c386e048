package org.spatialalign.engine.cli;

import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.spatialalign.engine.core.CancelledException;
import org.spatialalign.engine.core.Json;
import org.spatialalign.engine.core.WorkbenchException;
import org.spatialalign.engine.store.Project;
import org.spatialalign.engine.train.SampleFigures;
import org.spatialalign.engine.workflow.SampleSettings;
import org.spatialalign.engine.workflow.SampleSpec;
import org.spatialalign.engine.workflow.SampleSummary;
import org.spatialalign.engine.workflow.TrainRun;
import org.spatialalign.engine.workflow.WorkflowJobs;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "samples",
        header = "Make clips of the checkpoints that a training has kept, and say what they show.",
        description = "The same prompts and seeds for the base and for each checkpoint, so that the training can be"
                + " watched like a film. Clips that are there are not made again: call it once more after boxes were"
                + " followed in them, and it tells the scores. Without --sample-prompt and --sample-set the samples are"
                + " those that the training was asked for.%n",
        footerHeading = "%nExamples:%n",
        footer = {
            "  spatialalign samples --project study --run 12",
            "  spatialalign samples --project study --run 12 --sample-set eval --sample-seeds 0-4 --sample-every 5"
        })
final class SamplesCommand extends Helpful implements Callable<Integer> {

    private final Console console;

    @Option(names = "--project", required = true, paramLabel = "DIR", description = "The project's folder.")
    private Path folder = Path.of("");

    @Option(
            names = "--run",
            required = true,
            paramLabel = "RUN",
            description = "The training, by its number in 'jobs'.")
    private long run;

    @Mixin
    private SampleOptions samples = new SampleOptions();

    @Option(names = "--json", description = "Print one JSON object per checkpoint with its figures.")
    private boolean json;

    SamplesCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws WorkbenchException, CancelledException {
        try (Project project = Project.open(folder, Project.Access.WRITE)) {
            TrainRun of = TrainRun.find(project, run);
            SampleSettings settings =
                    samples.given() ? samples.settings(project) : of.spec().samples();
            if (settings == null) {
                throw new WorkbenchException("run " + run + " was trained without samples: say which prompts to make"
                        + " clips of, with --sample-prompt or --sample-set");
            }
            SampleSummary summary = SampleSummary.of(
                    new JobRunner(console).run(project, WorkflowJobs.sampleSpec(new SampleSpec(run, settings))));
            if (json) {
                summary.figures().forEach(figures -> console.out().println(Json.write(figures)));
            } else {
                print(summary);
            }
            int missing =
                    summary.figures().stream().mapToInt(SampleFigures::missing).sum();
            if (missing > 0) {
                console.error(missing + " clips could not be made; see 'jobs' for why");
            }
            return missing == 0 ? Main.DONE : Main.FAILED;
        }
    }

    private void print(SampleSummary summary) {
        TextTable table = new TextTable(
                ">step",
                ">clips",
                ">scored",
                ">unscorable",
                ">no boxes",
                ">share",
                ">mean",
                ">drift",
                ">diversity",
                ">consistency");
        for (SampleFigures figures : summary.figures()) {
            table.row(
                    Long.toString(figures.step()),
                    Integer.toString(figures.clips() - figures.missing()),
                    Integer.toString(figures.scored()),
                    Integer.toString(figures.unscorable()),
                    Integer.toString(figures.unscored()),
                    number(figures.share()),
                    number(figures.mean()),
                    number(figures.drift()),
                    number(figures.diversity()),
                    number(figures.consistency()));
        }
        table.print(console.out());
    }

    private static String number(@Nullable Double value) {
        return value == null ? "-" : String.format(Locale.ROOT, "%.3f", value);
    }
}
