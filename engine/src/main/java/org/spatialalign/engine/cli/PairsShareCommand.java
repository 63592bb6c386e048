package org.spatialalign.engine.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.spatialalign.engine.core.CancelToken;
import org.spatialalign.engine.core.CancelledException;
import org.spatialalign.engine.core.FileFault;
import org.spatialalign.engine.core.WorkbenchException;
import org.spatialalign.engine.interchange.PairShareFile;
import org.spatialalign.engine.prefer.Fragility;
import org.spatialalign.engine.prefer.PairKey;
import org.spatialalign.engine.prefer.PairQueue;
import org.spatialalign.engine.prefer.PairRules;
import org.spatialalign.engine.prefer.PairShare;
import org.spatialalign.engine.score.ScorePreset;
import org.spatialalign.engine.store.Project;
import org.spatialalign.engine.workflow.ClipBoxes;
import org.spatialalign.engine.workflow.PairData;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "share",
        header = "Hand pairs out to annotators, one file each.",
        description = "Pairs whose score hangs on a few pixels or one frame come first. Sides are drawn for each"
                + " annotator. The same seed hands out the same shares.%n",
        footerHeading = "%nExamples:%n",
        footer = {
            "  spatialalign pairs share study --annotator ann --annotator bob --overlap 0.2 --out shares",
            "  spatialalign pairs share study --annotator ann --open --repeats 0 --out shares"
        })
final class PairsShareCommand extends Helpful implements Callable<Integer> {

    private final Console console;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "DIR", description = "The project's folder.")
    private Path folder = Path.of("");

    @Option(
            names = "--annotator",
            required = true,
            paramLabel = "NAME",
            description = "Who gets a share; may be repeated.")
    private List<String> annotators = new ArrayList<>();

    @Option(names = "--overlap", paramLabel = "X", description = "Share of the pairs that go to several; default 0.2.")
    private double overlap = 0.2;

    @Option(names = "--together", paramLabel = "N", description = "To how many of them; default 2.")
    private int together = 2;

    @Option(
            names = "--repeats",
            paramLabel = "X",
            description = "Share of an annotator's pairs that come again with sides swapped; default 0.05.")
    private double repeats = 0.05;

    @Option(names = "--open", description = "Show scores; without it shares are blind.")
    private boolean open;

    @Mixin
    private PairRuleOptions options = new PairRuleOptions();

    @Option(names = "--share-seed", paramLabel = "N", description = "Seed of order, sides and hand-out; default 0.")
    private long seed;

    @Option(names = "--model", paramLabel = "NAME", description = "Only clips of this source model.")
    private @Nullable String model;

    @Option(names = "--out", required = true, paramLabel = "FOLDER", description = "Where NAME.json is written.")
    private Path out = Path.of("");

    PairsShareCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws WorkbenchException, CancelledException {
        PairRules rules = options.rules();
        for (String name : annotators) {
            if (!name.matches("[\\p{L}\\p{N}][\\p{L}\\p{N} ._@-]*") || !name.equals(name.strip())) {
                throw new ParameterException(
                        spec.commandLine(), "'" + name + "' cannot name a file; use letters, digits, and . _ @ -");
            }
        }
        CancelToken cancel = new CancelToken();
        console.interruption().onRequest(cancel::cancel);
        try (Project project = Project.open(folder, Project.Access.READ_ONLY)) {
            PairData data = PairData.of(project, ScorePreset.PAPER, model);
            Map<String, Fragility.Interval> intervals =
                    new ClipBoxes(project, ScorePreset.PAPER).intervals(data.paired(rules), Fragility.DEFAULT, cancel);
            Map<PairKey, PairQueue.Candidate> candidates = new HashMap<>();
            data.candidates(rules, intervals).forEach(candidate -> candidates.put(candidate.key(), candidate));
            Instant now = Clock.systemUTC().instant();
            for (Map.Entry<String, List<PairKey>> entry :
                    handOut(candidates.keySet()).entrySet()) {
                List<PairQueue.Candidate> own = new ArrayList<>();
                candidates.forEach((key, candidate) -> {
                    if (entry.getValue().contains(key)) {
                        own.add(candidate);
                    }
                });
                PairShare share = data.share(own, entry.getKey(), !open, repeats, seed, now);
                write(share, out.resolve(entry.getKey() + ".json"));
            }
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
        return Main.DONE;
    }

    private Map<String, List<PairKey>> handOut(Set<PairKey> keys) {
        int several = Math.min(together, new HashSet<>(annotators).size());
        return PairQueue.handOut(keys, annotators, overlap, several, seed);
    }

    private void write(PairShare share, Path file) throws WorkbenchException {
        try {
            PairShareFile.write(file, share);
        } catch (IOException e) {
            throw new WorkbenchException(file + " cannot be written: " + FileFault.reason(e), e);
        }
        long again = share.items().stream().filter(PairShare.Item::repeat).count();
        console.out()
                .println((share.items().size() - again) + " pairs for " + share.annotator() + ", " + again
                        + " of them twice: " + file);
    }
}
