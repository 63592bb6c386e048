package org.spatialalign.engine.workflow;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.spatialalign.engine.cli.DrawnClips;
import org.spatialalign.engine.core.ContentHash;
import org.spatialalign.engine.generate.ComputeChoice;
import org.spatialalign.engine.generate.TinyModel;
import org.spatialalign.engine.media.ClipDecoder;
import org.spatialalign.engine.prefer.PairSet;
import org.spatialalign.engine.prefer.PreferencePair;
import org.spatialalign.engine.prefer.PreferencePair.Source;
import org.spatialalign.engine.prompt.DsrPrompt;
import org.spatialalign.engine.prompt.DsrType;
import org.spatialalign.engine.store.NewClip;
import org.spatialalign.engine.store.Project;
import org.spatialalign.engine.train.TrainingPresets;

/** A project with drawn clips of three prompts and a set of pairs, to train the tiny model on. */
public final class TrainingStudy {

    public static final String SET = "first";

    private TrainingStudy() {}

    /** Three prompts of two clips each; the pairs of the first two are by score, that of the third by a person. */
    public static void fill(Project project, Path temp) throws Exception {
        DrawnClips drawn = new DrawnClips(temp.resolve("drawn"));
        List<PreferencePair> pairs = new ArrayList<>();
        for (int prompt = 0; prompt < 3; prompt++) {
            DsrType type = DsrType.of(prompt == 1 ? "RL" : "LR");
            String id = prompt + "_" + type;
            String sentence = "Cat number " + prompt + " walks past a chair.";
            DsrPrompt written =
                    new DsrPrompt(id, type, "cat", "chair", "", "", "", sentence, "", "walks", "structure " + prompt);
            project.prompts().add(written, "test");
            String winner = add(project, drawn, id, 0, 20 + prompt, 140);
            String loser = add(project, drawn, id, 1, 30 + prompt, 50);
            pairs.add(new PreferencePair(
                    id,
                    sentence,
                    type,
                    winner,
                    loser,
                    false,
                    0.9,
                    0.5,
                    0.4,
                    prompt == 2 ? Source.HUMAN : Source.SCORE,
                    List.of(),
                    null,
                    List.of(),
                    "",
                    ""));
        }
        project.pairSets().add(PairSet.of(SET, PairSet.Policy.BOTH, null, "paper", Instant.EPOCH, pairs));
    }

    private static String add(Project project, DrawnClips drawn, String prompt, int seed, double from, double to)
            throws Exception {
        String name = prompt + "_F24_seed0" + seed + ".mp4";
        drawn.clip(name, from, to);
        Path file = drawn.folder().resolve(name);
        return project.clips()
                .add(new NewClip(
                        file,
                        ContentHash.ofFile(file),
                        "base",
                        prompt,
                        seed,
                        new ClipDecoder().probe(file).info(),
                        null))
                .id();
    }

    /** A preset of four steps of two micro-batches. */
    public static Path preset(Path folder) throws Exception {
        return Files.writeString(
                folder.resolve("tiny.json"),
                """
                {"steps": 4, "accumulate": 2, "memory": "PLAIN", "adapter": {"rank": 2, "alpha": 4},
                 "optimiser": {"learningRate": 0.01, "warmup": 1, "total": 6},
                 "checkpoints": {"every": 2}, "validation": {"share": 0.3}}
                """);
    }

    static TrainSpec spec(Project project, Path temp) throws Exception {
        return new TrainSpec(
                TinyModel.folder().toString(),
                SET,
                project.pairSets().find(SET).orElseThrow().hash(),
                TrainSpec.Use.ALL,
                TrainingPresets.read(preset(temp)),
                ComputeChoice.CPU);
    }
}
