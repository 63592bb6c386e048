package org.spatialalign.engine.cli;

import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.spatialalign.engine.core.WorkbenchException;
import org.spatialalign.engine.interchange.PairFormat;
import org.spatialalign.engine.interchange.PairRow;
import org.spatialalign.engine.interchange.PairShareFile;
import org.spatialalign.engine.prefer.PairSet;
import org.spatialalign.engine.prefer.PairShare;
import org.spatialalign.engine.score.ScorePreset;
import org.spatialalign.engine.store.Project;
import org.spatialalign.engine.workflow.PairData;
import org.spatialalign.engine.workflow.PairImport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "import",
        header = "Take pairs of a file as a set, or a share of pairs to be judged.",
        description = "The clips have to be in the project; they are found by content, or by a name that occurs once."
                + " All pairs of a file are taken, or none.%n",
        footerHeading = "%nExamples:%n",
        footer = {
            "  spatialalign pairs import study --format jsonl --file pairs.jsonl --name theirs",
            "  spatialalign pairs import study --share shares/ann.json"
        })
final class PairsImportCommand extends Helpful implements Callable<Integer> {

    private final Console console;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "DIR", description = "The project's folder.")
    private Path folder = Path.of("");

    @Option(names = "--file", paramLabel = "FILE", description = "A file of pairs.")
    private @Nullable Path file;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description =
                    "Of --file: jsonl (prompt, chosen, rejected), diffusion-dpo or videoalign; without it, what the"
                            + " file looks like.")
    private @Nullable String format;

    @Option(names = "--name", paramLabel = "NAME", description = "With --file: the name of the set.")
    private @Nullable String name;

    @Option(names = "--share", paramLabel = "FILE", description = "A share that 'pairs share' has written.")
    private @Nullable Path share;

    PairsImportCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws WorkbenchException {
        Path pairs = file;
        Path handedOut = share;
        if ((pairs == null) == (handedOut == null)) {
            throw new ParameterException(spec.commandLine(), "give either --file with --name, or --share");
        }
        String as = name;
        Optional<PairFormat> wanted = format == null ? Optional.empty() : PairFormat.parse(format);
        if (pairs != null && (as == null || as.isBlank() || (format != null && wanted.isEmpty()))) {
            throw new ParameterException(
                    spec.commandLine(), "--file needs --name, and --format is one of " + PairFormat.codes());
        }
        // Read before the project is opened: a broken file should not keep others out.
        if (handedOut != null) {
            return take(PairShareFile.read(handedOut));
        }
        Path from = java.util.Objects.requireNonNull(pairs);
        List<PairRow> rows = wanted.orElseGet(() -> PairFormat.of(from)).read(from);
        try (Project project = Project.open(folder, Project.Access.WRITE)) {
            PairData data = PairData.of(project, ScorePreset.PAPER, null);
            PairSet set = new PairImport(data, from)
                    .set(
                            java.util.Objects.requireNonNull(as),
                            rows,
                            Clock.systemUTC().instant());
            project.pairSets().add(set);
            console.out()
                    .println(set.pairs().size() + " pairs kept as '" + set.name() + "'; hash "
                            + set.hash().brief());
        }
        return Main.DONE;
    }

    private int take(PairShare pairs) throws WorkbenchException {
        try (Project project = Project.open(folder, Project.Access.WRITE)) {
            int missing = 0;
            for (PairShare.Item item : pairs.items()) {
                boolean there =
                        project.clips().contains(item.left()) && project.clips().contains(item.right());
                missing += there ? 0 : 1;
            }
            project.pairShares().add(pairs);
            console.out()
                    .println(pairs.items().size() + " pairs for " + pairs.annotator()
                            + (pairs.blind() ? ", blind" : ""));
            if (missing > 0) {
                console.error("the clips of " + missing + " pairs are not in the project; import them before judging");
            }
            return missing == 0 ? Main.DONE : Main.FAILED;
        }
    }
}
