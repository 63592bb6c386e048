package org.spatialalign.engine.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spatialalign.engine.core.CancelToken;
import org.spatialalign.engine.core.ContentHash;
import org.spatialalign.engine.core.Json;
import org.spatialalign.engine.geometry.PixelBox;
import org.spatialalign.engine.score.ScoreOutcome;
import org.spatialalign.engine.score.ScorePreset;
import org.spatialalign.engine.store.ClipRecord;
import org.spatialalign.engine.store.Project;
import org.spatialalign.engine.track.MachineBox;
import org.spatialalign.engine.track.MachineBox.BoxState;
import org.spatialalign.engine.track.MachineTracks;
import org.spatialalign.engine.train.CheckpointSample;
import org.spatialalign.engine.train.SampleFigures;

/** Figures of drawn clips that stand for samples: the first of each prompt walks past the chair, the second does not. */
class SampleEvaluationTest {

    @TempDir
    Path temp = Path.of("");

    /** The walker of a clip of {@link org.spatialalign.engine.cli.DrawnClips}, as it was drawn. */
    static MachineTracks drawn(double from, double to) {
        List<MachineBox> animal = new ArrayList<>();
        List<MachineBox> object = new ArrayList<>();
        for (int frame = 0; frame < 24; frame++) {
            double x = from + (to - from) * frame / 23;
            animal.add(new MachineBox(new PixelBox(x - 10, 15, x + 10, 35), BoxState.DETECTED, 1));
            object.add(new MachineBox(new PixelBox(70, 50, 98, 90), BoxState.DETECTED, 1));
        }
        return new MachineTracks(animal, object);
    }

    static void follow(Project project, String clip, MachineTracks tracks) throws Exception {
        project.tracks()
                .setCurrent(
                        clip,
                        project.tracks()
                                .add(clip, "drawn", tracks, Json.object())
                                .id());
    }

    private static CheckpointSample sample(long step, ClipRecord clip, int seed) {
        return new CheckpointSample(
                step, String.valueOf(clip.promptId()), seed, ContentHash.ofText(clip.id()), clip.id());
    }

    @Test
    void scoresCountWhereThereAreBoxesAndLooksAlways() throws Exception {
        try (Project project = Project.create(temp.resolve("study"))) {
            TrainingStudy.fill(project, temp);
            List<ClipRecord> clips = project.clips().all();
            ClipRecord walks = clips.get(0);
            ClipRecord stays = clips.get(1);
            SampleSettings settings = new SampleSettings(
                    List.of(GenerateSpec.Prompt.of(project, "0_LR"), GenerateSpec.Prompt.of(project, "2_LR")),
                    List.of(0, 1),
                    GenerateSpecs.QUICK,
                    1,
                    0.7);
            List<CheckpointSample> base = List.of(sample(0, stays, 0), sample(0, stays, 1));
            List<CheckpointSample> tuned =
                    List.of(sample(8, walks, 0), sample(8, stays, 1), sample(8, clips.get(4), 0));
            List<String> said = new ArrayList<>();
            SampleEvaluation evaluation = new SampleEvaluation(project, said::add);
            SampleFigures nobody = evaluation.of(8, settings, tuned, base, CancelToken.never());
            assertThat(nobody.missing()).isEqualTo(1);
            assertThat(nobody.unscored()).isEqualTo(3);
            assertThat(nobody.scored()).isZero();
            assertThat(nobody.share()).isNull();
            assertThat(nobody.consistency()).isNull();
            assertThat(nobody.drift()).isPositive();
            assertThat(nobody.diversity()).isCloseTo(2 * Objects.requireNonNull(nobody.drift()), within(1e-6));

            follow(project, walks.id(), drawn(20, 140));
            follow(project, stays.id(), drawn(30, 50));
            SampleFigures scored = evaluation.of(8, settings, tuned, base, CancelToken.never());
            Scoring scoring = new Scoring(project, ScorePreset.PAPER);
            double high = ((ScoreOutcome.Scored) scoring.outcome(walks.id())).dsrScore();
            double low = ((ScoreOutcome.Scored) scoring.outcome(stays.id())).dsrScore();
            assertThat(high).isGreaterThan(0.7);
            assertThat(low).isLessThan(0.7);
            assertThat(scored.scored()).isEqualTo(2);
            assertThat(scored.unscored()).isEqualTo(1);
            assertThat(scored.share()).isEqualTo(0.5);
            assertThat(scored.mean()).isCloseTo((high + low) / 2, within(1e-9));
            assertThat(scored.consistency()).isGreaterThan(0.9);
            assertThat(project.scores().find(walks.id(), ScorePreset.PAPER.id()))
                    .isPresent();
            Files.writeString(project.clipFile(clips.get(4)), "no video any more");
            SampleFigures fewer = evaluation.of(8, settings, tuned, base, CancelToken.never());
            assertThat(fewer.missing()).isEqualTo(2);
            assertThat(fewer.scored()).isEqualTo(2);
            assertThat(said)
                    .singleElement()
                    .asString()
                    .startsWith("sample " + clips.get(4).id() + " of step 8: ");
            SampleFigures same = evaluation.of(0, settings, base, base, CancelToken.never());
            assertThat(same.drift()).isZero();
        }
    }
}
