package org.spatialalign.engine.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.spatialalign.engine.core.Json;
import org.spatialalign.engine.core.WorkbenchException;
import org.spatialalign.engine.store.Project;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "new",
        header = "Create a project in a new or empty folder.",
        footerHeading = "%nExample:%n",
        footer = "  spatialalign project new ~/studies/wan-vs-tuned")
final class ProjectNewCommand extends Helpful implements Callable<Integer> {

    private final Console console;

    @Parameters(paramLabel = "DIR", description = "The folder; it is created if it does not exist.")
    private Path folder = Path.of("");

    @Option(names = "--json", description = "Print one JSON object: {project, name}.")
    private boolean json;

    ProjectNewCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws WorkbenchException {
        try (Project project = Project.create(folder.toAbsolutePath().normalize())) {
            if (json) {
                ObjectNode made = Json.object();
                made.put("project", project.folder().toString()).put("name", project.name());
                console.out().println(Json.write(made));
            } else {
                console.out().println("Created project '" + project.name() + "' in " + project.folder());
            }
        }
        return Main.DONE;
    }
}
