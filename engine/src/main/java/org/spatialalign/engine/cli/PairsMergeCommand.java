package org.spatialalign.engine.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.spatialalign.engine.core.Json;
import org.spatialalign.engine.core.WorkbenchException;
import org.spatialalign.engine.interchange.VerdictFile;
import org.spatialalign.engine.prefer.VerdictEvent;
import org.spatialalign.engine.prefer.VerdictLog;
import org.spatialalign.engine.store.Project;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "merge",
        header = "Take in the verdicts of other annotators.",
        description = "The order of the files, and taking one in twice, makes no difference.%n",
        footerHeading = "%nExample:%n",
        footer = "  spatialalign pairs merge study ann.jsonl bob.jsonl")
final class PairsMergeCommand extends Helpful implements Callable<Integer> {

    private final Console console;

    @Parameters(index = "0", paramLabel = "DIR", description = "The project's folder.")
    private Path folder = Path.of("");

    @Parameters(
            index = "1..*",
            arity = "1..*",
            paramLabel = "FILE",
            description = "Files that 'pairs export --format verdicts' has written.")
    private List<Path> files = new ArrayList<>();

    @Option(names = "--json", description = "Print one JSON object: {read, added, disputed}.")
    private boolean json;

    PairsMergeCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws WorkbenchException {
        List<VerdictEvent> events = new ArrayList<>();
        for (Path file : files) {
            events.addAll(VerdictFile.read(file));
        }
        try (Project project = Project.open(folder, Project.Access.WRITE)) {
            int added = project.verdicts().merge(events);
            VerdictLog log = project.verdicts().log();
            if (json) {
                console.out()
                        .println(Json.write(Json.object()
                                .put("read", events.size())
                                .put("added", added)
                                .put("disputed", log.disputed().size())));
            } else {
                console.out()
                        .println(added + " of " + events.size() + " verdicts are new; "
                                + log.disputed().size() + " pairs are disputed");
            }
        }
        return Main.DONE;
    }
}
