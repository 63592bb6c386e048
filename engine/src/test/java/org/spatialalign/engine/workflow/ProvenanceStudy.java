package org.spatialalign.engine.workflow;

import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.spatialalign.engine.core.Json;
import org.spatialalign.engine.core.WorkbenchException;
import org.spatialalign.engine.generate.ComputeChoice;
import org.spatialalign.engine.generate.TinyModel;
import org.spatialalign.engine.geometry.PixelBox;
import org.spatialalign.engine.geometry.Role;
import org.spatialalign.engine.job.JobQueue;
import org.spatialalign.engine.job.JobSpec;
import org.spatialalign.engine.prefer.Choice;
import org.spatialalign.engine.prefer.PairSet;
import org.spatialalign.engine.prefer.PreferencePair;
import org.spatialalign.engine.prefer.Verdict;
import org.spatialalign.engine.prompt.DsrPrompt;
import org.spatialalign.engine.score.ScorePreset;
import org.spatialalign.engine.store.Annotation;
import org.spatialalign.engine.store.ClipRecord;
import org.spatialalign.engine.store.Project;
import org.spatialalign.engine.store.PromptSet;
import org.spatialalign.engine.store.PromptSetChange;
import org.spatialalign.engine.track.Corrections;
import org.spatialalign.engine.track.MachineBox;
import org.spatialalign.engine.track.MachineBox.BoxState;
import org.spatialalign.engine.track.MachineTracks;
import org.spatialalign.engine.train.Checkpoints;
import org.spatialalign.engine.train.TrainingPresets;

/** One small project that went round the whole loop: prompts, clips, boxes, pairs, a training, and a clip of its LoRA. */
public final class ProvenanceStudy {

    /** The set that is trained on; its pairs know with which boxes they were made. */
    public static final String SET = "second";

    private ProvenanceStudy() {}

    public static void fill(Project project, Path temp) throws Exception {
        TrainingStudy.fill(project, temp);
        for (ClipRecord clip : project.clips().all()) {
            track(project, clip.id());
            new Scoring(project, ScorePreset.PAPER).score(clip.id());
        }
        List<String> prompts =
                project.prompts().all().stream().map(DsrPrompt::promptId).toList();
        project.edits()
                .apply("Make set eval", "Ann", new PromptSetChange.Create("eval", PromptSet.Purpose.EVAL, prompts));
        PromptSet set = project.promptSets().latest("eval").orElseThrow();
        project.promptSets().freeze(set.id());
        List<PreferencePair> pairs =
                project.pairSets().find(TrainingStudy.SET).orElseThrow().pairs();
        PreferencePair judged = pairs.get(2);
        project.verdicts()
                .give(Verdict.of(
                        judged.chosen(),
                        judged.rejected(),
                        Choice.LEFT,
                        "ann",
                        Clock.systemUTC().instant()));
        List<PreferencePair> known = new ArrayList<>();
        for (PreferencePair pair : pairs) {
            known.add(withBoxes(
                    pair,
                    project.scores().inputHash(pair.chosen()).hex(),
                    project.scores().inputHash(pair.rejected()).hex()));
        }
        project.pairSets()
                .add(PairSet.of(
                        SET,
                        PairSet.Policy.BOTH,
                        null,
                        ScorePreset.PAPER.id(),
                        Clock.systemUTC().instant(),
                        known));
    }

    /** Trains two steps on the set; the prompt of the pair that a person decided is held out. */
    public static TrainRun train(Project project, Path temp) throws Exception {
        TrainSpec spec = new TrainSpec(
                TinyModel.folder().toString(),
                SET,
                project.pairSets().find(SET).orElseThrow().hash(),
                TrainSpec.Use.ALL,
                TrainingPresets.read(TrainingStudy.preset(temp)).withSteps(2),
                ComputeChoice.CPU);
        run(project, WorkflowJobs.trainSpec(spec));
        List<TrainRun> runs = TrainRun.all(project);
        return runs.get(runs.size() - 1);
    }

    /** Generates one clip of the first prompt with the last checkpoint of a training. */
    public static void generate(Project project, TrainRun run) throws Exception {
        Path lora = Checkpoints.latest(run.folder()).orElseThrow().lora();
        run(
                project,
                WorkflowJobs.generateSpec(GenerateSpecs.of(
                        TinyModel.folder(),
                        new GenerateSpec.Lora(lora.toString(), 1),
                        List.of(),
                        List.of(project.prompts().all().get(0).promptId()),
                        List.of(7),
                        GenerateSpecs.QUICK)));
    }

    private static void run(Project project, JobSpec spec) throws Exception {
        try (JobQueue queue = new JobQueue(project.jobs(), new WorkflowJobs(project))) {
            String error = queue.await(queue.submit(spec)).error();
            if (error != null) {
                throw new WorkbenchException(error);
            }
        }
    }

    /** Moves the animal's box in the first frame. */
    public static void correct(Project project, String clip) throws WorkbenchException {
        Annotation now = project.tracks().annotation(clip);
        Corrections moved = new Corrections(
                List.of(new Corrections.KeyFrame(Role.ANIMAL, 0, new PixelBox(1, 1, 9, 9))),
                List.of(),
                List.of(),
                List.of());
        project.edits().apply("Move the cat's box in frame 0", "ann", new Annotation(clip, now.trackId(), moved));
    }

    private static void track(Project project, String clip) throws WorkbenchException {
        List<MachineBox> animal = new ArrayList<>();
        List<MachineBox> object = new ArrayList<>();
        for (int frame = 0; frame < 24; frame++) {
            animal.add(new MachineBox(new PixelBox(10 + 5 * frame, 20, 30 + 5 * frame, 40), BoxState.TRACKED, 0.9));
            object.add(new MachineBox(new PixelBox(70, 20, 90, 40), BoxState.TRACKED, 0.9));
        }
        long id = project.tracks()
                .add(clip, "csrt", new MachineTracks(animal, object), Json.object())
                .id();
        project.tracks().setCurrent(clip, id);
    }

    private static PreferencePair withBoxes(PreferencePair pair, String chosen, String rejected) {
        return new PreferencePair(
                pair.promptId(),
                pair.prompt(),
                pair.type(),
                pair.chosen(),
                pair.rejected(),
                pair.tie(),
                pair.chosenScore(),
                pair.rejectedScore(),
                pair.margin(),
                pair.source(),
                pair.annotators(),
                pair.at(),
                pair.reasons(),
                chosen,
                rejected);
    }
}
