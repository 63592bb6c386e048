package org.spatialalign.engine.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.spatialalign.engine.core.WorkbenchException;
import org.spatialalign.engine.interchange.PromptCsv;
import org.spatialalign.engine.interchange.PromptTable;
import org.spatialalign.engine.prompt.DsrPrompt;
import org.spatialalign.engine.store.Project;
import org.spatialalign.engine.store.PromptSet;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "export",
        header = "Write a project's prompts, or a set of them, as the paper's CSV.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  spatialalign prompts export study --out prompts.csv",
            "  spatialalign prompts export study --set eval --group --out eval.csv"
        })
final class PromptsExportCommand extends Helpful implements Callable<Integer> {

    private final Console console;

    @Parameters(paramLabel = "DIR", description = "The project's folder.")
    private Path folder = Path.of("");

    @Option(names = "--out", required = true, paramLabel = "FILE", description = "The CSV.")
    private Path out = Path.of("");

    @Option(names = "--set", paramLabel = "NAME", description = "Only this set, in its newest version.")
    private @Nullable String set;

    @Option(names = "--group", description = "With the column group, as the paper's 120-prompt list.")
    private boolean group;

    PromptsExportCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws WorkbenchException, IOException {
        try (Project project = Project.open(folder, Project.Access.READ_ONLY)) {
            List<DsrPrompt> prompts = prompts(project);
            List<String> columns = group ? PromptCsv.GROUP_COLUMNS : PromptCsv.DEFAULT_COLUMNS;
            PromptCsv.write(out, new PromptTable(prompts, List.of(), List.of(), columns, List.of()));
            console.out()
                    .println(prompts.size() + (prompts.size() == 1 ? " prompt" : " prompts") + " written to " + out);
            return Main.DONE;
        }
    }

    private List<DsrPrompt> prompts(Project project) throws WorkbenchException {
        String name = set;
        if (name == null) {
            return project.prompts().all();
        }
        PromptSet newest = project.promptSets()
                .latest(name)
                .orElseThrow(() -> new WorkbenchException("there is no set \"" + name + "\" in " + folder));
        return project.promptSets().prompts(newest.id());
    }
}
