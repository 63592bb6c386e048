package org.spatialalign.engine.cli;

import java.util.stream.Collectors;
import org.spatialalign.engine.core.WorkbenchException;
import org.spatialalign.engine.prefer.PairSet;
import org.spatialalign.engine.store.PairSetRepository;
import org.spatialalign.engine.store.Project;
import picocli.CommandLine;
import picocli.CommandLine.Command;

@Command(
        name = "pairs",
        synopsisSubcommandLabel = "COMMAND",
        header = "Preference pairs: make, judge together, merge, export.",
        footerHeading = "%nSeveral annotators, through files:%n",
        footer = {
            "  spatialalign pairs share study --annotator ann --annotator bob --overlap 0.2 --out shares",
            "  spatialalign pairs import anns-copy --share shares/ann.json",
            "  spatialalign pairs export anns-copy --format verdicts --out ann.jsonl",
            "  spatialalign pairs merge study ann.jsonl bob.jsonl",
            "  spatialalign pairs stats study"
        })
final class PairsCommand extends Commands.Group {

    static CommandLine line(Console console) {
        return new CommandLine(new PairsCommand())
                .addSubcommand(new PairsBuildCommand(console))
                .addSubcommand(new PairsExportCommand(console))
                .addSubcommand(new PairsImportCommand(console))
                .addSubcommand(new PairsShareCommand(console))
                .addSubcommand(new PairsMergeCommand(console))
                .addSubcommand(new PairsStatsCommand(console));
    }

    /** The set of that name; when there is none, the message says which there are. */
    static PairSet set(Project project, String name) throws WorkbenchException {
        var found = project.pairSets().find(name);
        if (found.isEmpty()) {
            String there = project.pairSets().all().stream()
                    .map(PairSetRepository.Heading::name)
                    .collect(Collectors.joining(", "));
            throw new WorkbenchException("there is no set of pairs '" + name + "' in " + project.folder()
                    + (there.isEmpty() ? "; make one with 'spatialalign pairs build'" : "; there are: " + there));
        }
        return found.get();
    }
}
