package org.spatialalign.engine.samples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.spatialalign.engine.core.CancelToken;
import org.spatialalign.engine.core.Progress;
import org.spatialalign.engine.geometry.FrameBoxes;
import org.spatialalign.engine.geometry.PixelBox;
import org.spatialalign.engine.geometry.Role;
import org.spatialalign.engine.interchange.PromptCsv;
import org.spatialalign.engine.interchange.PromptTable;
import org.spatialalign.engine.interchange.SeedEntry;
import org.spatialalign.engine.interchange.SeedFile;
import org.spatialalign.engine.media.ClipDecoder;
import org.spatialalign.engine.media.DecodeOptions;
import org.spatialalign.engine.media.DecodedClip;
import org.spatialalign.engine.media.Frame;
import org.spatialalign.engine.media.VideoInfo;
import org.spatialalign.engine.prompt.DsrType;
import org.spatialalign.engine.score.DsrScorer;
import org.spatialalign.engine.score.ScoreOutcome;
import org.spatialalign.engine.score.ScorePreset;
import org.spatialalign.engine.track.Corrections;
import org.spatialalign.engine.track.EffectiveTracks;
import org.spatialalign.engine.track.MachineTracks;
import org.spatialalign.engine.track.SeedTracker;
import org.spatialalign.engine.track.TrackerOptions;

/** The samples folder holds what its README says, and the workbench finds in it what was painted. */
class SamplesTest {

    private static final Path FOLDER = Path.of("../samples");

    static Stream<SampleClip> clips() {
        return Samples.clips().stream();
    }

    @Test
    void writeThemAgainWhenAsked() throws Exception {
        assumeTrue(Boolean.getBoolean("samples.write"), "only with -Dsamples.write=true");
        Samples.write(FOLDER);
    }

    @ParameterizedTest
    @MethodSource("clips")
    void clipsAreWholeSmallAndShowWhatIsPainted(SampleClip clip) throws Exception {
        Path file = file(clip);
        assertThat(Files.size(file)).isLessThan(150_000);
        DecodedClip decoded = decode(file);
        assertThat(decoded.problem()).isEmpty();
        assertThat(decoded.clip().info())
                .isEqualTo(new VideoInfo(SampleScene.WIDTH, SampleScene.HEIGHT, SampleClip.FRAME_RATE, 81));
        SampleScene scene = new SampleScene(clip);
        for (int i : new int[] {0, 41, 80}) {
            assertThat(meanDifference(decoded.clip().frame(i), scene.shot(i).frame()))
                    .as("frame %d", i)
                    .isLessThan(6);
        }
    }

    @Test
    void promptsAndSeedsFitTheClips() throws Exception {
        PromptTable prompts = PromptCsv.read(FOLDER.resolve("prompts.csv"));
        assertThat(prompts.problems()).isEmpty();
        assertThat(prompts.prompts()).hasSize(4);
        List<SeedEntry> seeds = SeedFile.read(FOLDER.resolve("seed_boxes.json"));
        assertThat(seeds).hasSize(Samples.clips().size());
        for (int i = 0; i < seeds.size(); i++) {
            SampleClip clip = Samples.clips().get(i);
            assertThat(seeds.get(i).clip().toRealPath()).isEqualTo(file(clip).toRealPath());
            assertThat(prompts.prompts())
                    .anySatisfy(prompt -> assertThat(prompt.promptId()).isEqualTo(clip.promptId()));
        }
    }

    /** From the painted boxes, so that the table in the README cannot drift from the clips. */
    @Test
    void paintedBoxesGiveTheScoresOfTheReadme() {
        List<String> scores = Samples.clips().stream()
                .map(clip -> clip.model() + " " + clip.promptId() + " " + clip.seed() + " " + score(clip))
                .toList();
        assertThat(scores)
                .containsExactly(
                        "base sample_LR_0 0 0.50",
                        "base sample_LR_0 1 0.00",
                        "tuned sample_LR_0 0 1.00",
                        "tuned sample_LR_0 1 0.79",
                        "base sample_RL_1 0 none",
                        "tuned sample_RL_1 0 1.00",
                        "base sample_LT_2 0 0.62",
                        "tuned sample_LT_2 0 0.87",
                        "base sample_TR_3 0 0.37",
                        "tuned sample_TR_3 0 0.88");
    }

    @Test
    void theTrackerFollowsThePaintedAnimal() throws Exception {
        SampleClip clip = Samples.clips().get(2);
        SeedEntry seed = SeedFile.read(FOLDER.resolve("seed_boxes.json")).get(2);
        FrameBoxes start = new FrameBoxes(seed.frame(), seed.animal(), seed.object());
        MachineTracks machine = new SeedTracker()
                .track(
                        decode(file(clip)).clip(),
                        List.of(start),
                        TrackerOptions.DEFAULT,
                        Progress.Listener.NONE,
                        CancelToken.never());
        EffectiveTracks tracks = EffectiveTracks.of(machine, Corrections.NONE);
        SampleScene scene = new SampleScene(clip);
        for (int i : new int[] {20, 40, 60, 80}) {
            PixelBox painted = scene.shot(i).boxes().box(Role.ANIMAL).orElseThrow();
            PixelBox tracked = tracks.frame(i).box(Role.ANIMAL).orElseThrow();
            assertThat(tracked.iou(painted)).as("frame %d", i).isGreaterThan(0.5);
        }
    }

    private static String score(SampleClip clip) {
        SampleScene scene = new SampleScene(clip);
        List<FrameBoxes> boxes = new ArrayList<>();
        for (int i = 0; i < SampleClip.FRAMES; i++) {
            // The ends decide; between them every third frame is enough to have as many as are needed.
            if (i < 3 || i > 77 || i % 3 == 0) {
                boxes.add(scene.shot(i).boxes());
            }
        }
        DsrType type = DsrType.of(clip.promptId().split("_")[1]);
        return new DsrScorer(ScorePreset.PAPER).score(type, boxes) instanceof ScoreOutcome.Scored scored
                ? String.format(java.util.Locale.ROOT, "%.2f", scored.dsrScore())
                : "none";
    }

    private static Path file(SampleClip clip) {
        return FOLDER.resolve("clips").resolve(clip.model()).resolve(clip.fileName());
    }

    private static DecodedClip decode(Path file) throws Exception {
        return new ClipDecoder().decode(file, DecodeOptions.FULL, Progress.Listener.NONE, CancelToken.never());
    }

    private static double meanDifference(Frame a, Frame b) {
        long sum = 0;
        for (int i = 0; i < a.bgra().limit(); i++) {
            sum += Math.abs((a.bgra().get(i) & 0xff) - (b.bgra().get(i) & 0xff));
        }
        return (double) sum / (3L * a.width() * a.height());
    }
}
