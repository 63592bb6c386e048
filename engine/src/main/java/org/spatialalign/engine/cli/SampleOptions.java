package org.spatialalign.engine.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.spatialalign.engine.core.WorkbenchException;
import org.spatialalign.engine.generate.GenerationSettings;
import org.spatialalign.engine.generate.SeedList;
import org.spatialalign.engine.generate.VideoSize;
import org.spatialalign.engine.prompt.DsrPrompt;
import org.spatialalign.engine.store.Project;
import org.spatialalign.engine.workflow.GenerateSpec;
import org.spatialalign.engine.workflow.SampleSettings;
import picocli.CommandLine.Option;

/** The options by which the samples of checkpoints are described. */
final class SampleOptions {

    @Option(
            names = "--sample-prompt",
            paramLabel = "ID",
            description = "Make clips of this prompt of the project at checkpoints; may be repeated.")
    private List<String> ids = new ArrayList<>();

    @Option(
            names = "--sample-set",
            paramLabel = "NAME",
            description = "The same for each prompt of a prompt set, in its newest version.")
    private @Nullable String set;

    @Option(
            names = "--sample-seeds",
            paramLabel = "LIST",
            description = "Seeds of the samples, such as 0-4 or 0,7; default ${DEFAULT-VALUE}.")
    private String seeds = "0,1";

    @Option(
            names = "--sample-every",
            paramLabel = "K",
            description = "Sample every K-th checkpoint, and the last; default ${DEFAULT-VALUE}.")
    private int every = 1;

    @Option(
            names = "--sample-threshold",
            paramLabel = "T",
            description = "Score that a sample has to reach to be counted; default ${DEFAULT-VALUE}.")
    private double threshold = 0.7;

    @Option(
            names = "--sample-detector",
            paramLabel = "DIR",
            description = "Folder of a detector that finds the boxes of the samples, so that they have scores at once;"
                    + " without it they wait for boxes by hand.")
    private @Nullable Path detector;

    @Option(names = "--sample-frames", paramLabel = "N", description = "Frames of a sample; default ${DEFAULT-VALUE}.")
    private int frames = VideoSize.PAPER.frames();

    @Option(
            names = "--sample-size",
            paramLabel = "WxH",
            description = "Width x height of a sample; default ${DEFAULT-VALUE}.")
    private String size = VideoSize.PAPER.width() + "x" + VideoSize.PAPER.height();

    @Option(names = "--sample-steps", paramLabel = "N", description = "Steps of the sampler; default ${DEFAULT-VALUE}.")
    private int steps = GenerationSettings.PAPER.steps();

    @Option(
            names = "--sample-guidance",
            paramLabel = "G",
            description = "Guidance; 1 is none and takes half the time; default ${DEFAULT-VALUE}.")
    private double guidance = GenerationSettings.PAPER.guidance();

    /** Whether any prompt is asked for. */
    boolean given() {
        return !ids.isEmpty() || set != null;
    }

    /** What is asked for; null without a prompt. */
    @Nullable
    SampleSettings settings(Project project) throws WorkbenchException {
        if (!given()) {
            return null;
        }
        List<GenerateSpec.Prompt> prompts = new ArrayList<>();
        Set<String> seen = new LinkedHashSet<>();
        for (String id : ids) {
            if (seen.add(id)) {
                prompts.add(GenerateSpec.Prompt.of(project, id));
            }
        }
        if (set != null) {
            for (DsrPrompt prompt : PromptSets.prompts(project, set)) {
                if (seen.add(prompt.promptId())) {
                    prompts.add(new GenerateSpec.Prompt(prompt.promptId(), prompt.sentence()));
                }
            }
        }
        GenerationSettings paper = GenerationSettings.PAPER;
        SampleSettings settings = new SampleSettings(
                prompts,
                SeedList.parse(seeds),
                new GenerationSettings(
                        VideoSize.parse(size, frames),
                        paper.sampler(),
                        steps,
                        paper.shift(),
                        guidance,
                        paper.negativePrompt(),
                        paper.frameRate(),
                        paper.roundedTimesteps(),
                        paper.eightBit()),
                every,
                threshold,
                detector == null ? null : detector.toAbsolutePath().normalize().toString());
        settings.check();
        return settings;
    }
}
