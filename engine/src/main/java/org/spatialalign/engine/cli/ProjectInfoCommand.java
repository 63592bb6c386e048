package org.spatialalign.engine.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.spatialalign.engine.core.Json;
import org.spatialalign.engine.core.WorkbenchException;
import org.spatialalign.engine.score.ScorePreset;
import org.spatialalign.engine.store.ClipListing;
import org.spatialalign.engine.store.ClipStatus;
import org.spatialalign.engine.store.Project;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "info",
        header = "Show what is in a project, and what its clips need next.",
        footerHeading = "%nExample:%n",
        footer = "  spatialalign project info study")
final class ProjectInfoCommand extends Helpful implements Callable<Integer> {

    private final Console console;

    @Parameters(paramLabel = "DIR", description = "The project's folder.")
    private Path folder = Path.of("");

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    ProjectInfoCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws WorkbenchException {
        try (Project project = Project.open(folder, Project.Access.READ_ONLY)) {
            List<ClipListing> clips = project.clips().listing(ScorePreset.PAPER.id());
            Map<ClipStatus, Integer> counts = new EnumMap<>(ClipStatus.class);
            clips.forEach(clip -> counts.merge(clip.status(), 1, Integer::sum));
            int prompts = project.prompts().all().size();
            List<String> models = clips.stream()
                    .map(clip -> clip.clip().model())
                    .distinct()
                    .sorted()
                    .toList();
            if (json) {
                ObjectNode info = Json.object();
                info.put("project", project.folder().toString()).put("name", project.name());
                info.put("clips", clips.size()).put("prompts", prompts);
                info.set("models", Json.tree(models));
                info.set("status", Json.tree(counts));
                console.out().println(Json.write(info));
                return Main.DONE;
            }
            console.out().println(project.name() + "  (" + project.folder() + ")");
            TextTable table = new TextTable("what", ">how many");
            table.row("clips", Integer.toString(clips.size()));
            table.row("prompts", Integer.toString(prompts));
            table.row("source models: " + String.join(", ", models), Integer.toString(models.size()));
            counts.forEach((status, count) -> table.row(words(status), Integer.toString(count)));
            table.print(console.out());
        }
        return Main.DONE;
    }

    private static String words(ClipStatus status) {
        return switch (status) {
            case NO_PROMPT -> "clips without a prompt";
            case NO_SEED -> "clips without seed boxes";
            case NOT_TRACKED -> "clips to be tracked";
            case NOT_SCORED -> "clips to be scored";
            case SCORED -> "clips scored";
            case UNSCORABLE -> "clips unscorable";
            case STALE -> "clips changed since they were scored";
        };
    }
}
