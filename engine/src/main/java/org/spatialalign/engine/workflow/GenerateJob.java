package org.spatialalign.engine.workflow;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.spatialalign.engine.core.CancelToken;
import org.spatialalign.engine.core.CancelledException;
import org.spatialalign.engine.core.Json;
import org.spatialalign.engine.core.Progress;
import org.spatialalign.engine.core.UserCache;
import org.spatialalign.engine.core.WorkbenchException;
import org.spatialalign.engine.job.Job;
import org.spatialalign.engine.job.JobContext;
import org.spatialalign.engine.job.JobRecord;
import org.spatialalign.engine.store.Project;
import org.spatialalign.engine.workflow.GenerateSpec.Prompt;

/**
 * Generates clips into a project. What a recipe has made already is not made again, so that a job that was cancelled or
 * killed is finished by running it once more.
 */
public final class GenerateJob implements Job {

    static final String KIND = "generate";
    static final int VERSION = 1;

    private final Project project;
    private final GenerateSpec spec;

    GenerateJob(Project project, GenerateSpec spec) {
        this.project = project;
        this.spec = spec;
    }

    /** Returns the {@link GenerateSummary} as JSON. */
    @Override
    public JsonNode run(JobContext context) throws WorkbenchException, CancelledException {
        return new GenerateMatrix(
                        spec,
                        prompts(),
                        new ProjectShelf(project, context.workFolder()),
                        UserCache.folder(),
                        context.progressListener(),
                        context.cancel(),
                        context::log)
                .run()
                .toJson();
    }

    /**
     * The same into a plain folder, for those who have no project.
     *
     * @param log gets one line per clip
     */
    public static GenerateSummary into(
            Path folder, GenerateSpec spec, Progress.Listener progress, CancelToken cancel, Consumer<String> log)
            throws WorkbenchException, CancelledException {
        if (!spec.promptIds().isEmpty()) {
            throw new IllegalArgumentException("prompts without a project are written out");
        }
        return new GenerateMatrix(
                        spec, spec.prompts(), new FolderShelf(folder), UserCache.folder(), progress, cancel, log)
                .run();
    }

    /** Files of the LoRAs that clips of the project were asked for with, the first one first; they need not be there. */
    public static Set<Path> loraFiles(Project project) throws WorkbenchException {
        Set<Path> files = new LinkedHashSet<>();
        for (JobRecord job : project.jobs().all()) {
            if (job.spec().kind().equals(KIND) && job.spec().version() == VERSION) {
                GenerateSpec.Lora lora =
                        Json.convert(job.spec().config(), GenerateSpec.class).lora();
                if (lora != null) {
                    files.add(Path.of(lora.file()));
                }
            }
        }
        return files;
    }

    private List<Prompt> prompts() throws WorkbenchException {
        List<Prompt> prompts = new ArrayList<>(spec.prompts());
        for (String id : spec.promptIds()) {
            prompts.add(Prompt.of(project, id));
        }
        return prompts;
    }
}
