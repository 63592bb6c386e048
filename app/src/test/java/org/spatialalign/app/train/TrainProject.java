package org.spatialalign.app.train;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.spatialalign.app.inspect.TestProject;
import org.spatialalign.engine.core.ContentHash;
import org.spatialalign.engine.media.ClipDecoder;
import org.spatialalign.engine.prefer.PairSet;
import org.spatialalign.engine.prefer.PreferencePair;
import org.spatialalign.engine.prefer.PreferencePair.Source;
import org.spatialalign.engine.prompt.DsrPrompt;
import org.spatialalign.engine.prompt.DsrType;
import org.spatialalign.engine.store.NewClip;
import org.spatialalign.engine.store.Project;

/** A project with drawn clips of three prompts and a set of pairs, and settings to train a tiny model on them. */
public final class TrainProject {

    public static final String SET = "first";

    private TrainProject() {}

    /** A pipeline whose networks have a few thousand weights. */
    public static Path tinyModel() {
        String path = "engine/src/test/resources/fixtures/wan-pipeline-tiny";
        return Stream.of(Path.of(path), Path.of("..").resolve(path))
                .map(Path::toAbsolutePath)
                .map(Path::normalize)
                .filter(Files::isDirectory)
                .findFirst()
                .orElseThrow();
    }

    /** Three prompts of two clips each. */
    public static void fill(Project project, Path folder) throws Exception {
        List<PreferencePair> pairs = new ArrayList<>();
        for (int prompt = 0; prompt < 3; prompt++) {
            DsrType type = DsrType.of(prompt == 1 ? "RL" : "LR");
            String id = prompt + "_" + type;
            String sentence = "Cat number " + prompt + " walks past a chair.";
            project.prompts().add(new DsrPrompt(id, type, "cat", "chair", "", "", "", sentence, ""), "test");
            String winner = add(project, folder, id, 2 * prompt);
            String loser = add(project, folder, id, 2 * prompt + 1);
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
                    Source.SCORE,
                    List.of(),
                    null,
                    List.of(),
                    "",
                    ""));
        }
        project.pairSets().add(PairSet.of(SET, PairSet.Policy.BOTH, null, "paper", Instant.EPOCH, pairs));
    }

    private static String add(Project project, Path folder, String prompt, int seed) throws Exception {
        Path file = TestProject.write(folder.resolve("drawn").resolve(prompt + "_F24_seed0" + seed + ".mp4"), seed);
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

    /** Two prompts, two seeds, five frames of a few pixels: made in a second. */
    static void smallSamples(SampleFormViewModel samples) {
        samples.choose(List.of("0_LR", "1_RL"));
        samples.text(SampleField.SEEDS).set("0, 7");
        samples.text(SampleField.FRAMES).set("5");
        samples.text(SampleField.SIZE).set("48x32");
        samples.text(SampleField.STEPS).set("2");
    }

    /** Settings of so many steps of two pairs. */
    public static Path preset(Path folder, int steps) throws Exception {
        return Files.writeString(
                folder.resolve("tiny.json"),
                """
                {"steps": %d, "accumulate": 2, "memory": "PLAIN", "adapter": {"rank": 2, "alpha": 4},
                 "optimiser": {"learningRate": 0.01, "warmup": 1, "total": %d},
                 "checkpoints": {"every": 2}, "validation": {"share": 0.3}}
                """
                        .formatted(steps, steps + 2));
    }
}
