package org.spatialalign.engine.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.spatialalign.engine.core.ContentHash;
import org.spatialalign.engine.core.Json;
import org.spatialalign.engine.geometry.PixelBox;
import org.spatialalign.engine.geometry.Role;
import org.spatialalign.engine.media.VideoInfo;
import org.spatialalign.engine.prompt.DsrPrompt;
import org.spatialalign.engine.prompt.DsrType;
import org.spatialalign.engine.score.ScoreOutcome;
import org.spatialalign.engine.score.ScoreTerms;
import org.spatialalign.engine.score.SsrCurve;
import org.spatialalign.engine.score.UnscorableReason;
import org.spatialalign.engine.track.Corrections;
import org.spatialalign.engine.track.MachineBox;
import org.spatialalign.engine.track.MachineBox.BoxState;
import org.spatialalign.engine.track.MachineTracks;

/** Small things to put into projects. */
final class Fixtures {

    static final VideoInfo VIDEO = new VideoInfo(832, 480, 16, 81);

    private Fixtures() {}

    static DsrPrompt prompt(String id, String type) {
        return new DsrPrompt(
                id,
                DsrType.of(type),
                "cat",
                "chair",
                "a room",
                "on the left of",
                "to the right of",
                "A cat, \"quoted\", ünïcödé.",
                "7");
    }

    /** A file with content of its own that only pretends to be a clip. */
    static Path clipFile(Path folder, String name, String content) {
        try {
            Files.createDirectories(folder);
            return Files.writeString(folder.resolve(name), content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static NewClip newClip(Path file, String promptId, int seed) {
        try {
            return new NewClip(file, ContentHash.ofFile(file), "wan", promptId, seed, VIDEO, null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static ClipRecord addClip(Project project, Path source, int number) throws ProjectException {
        Path file = clipFile(source, "p" + number + "_F81_seed01.MP4", "content of clip " + number);
        return project.clips().add(newClip(file, "p" + number, 1));
    }

    static MachineTracks tracks(int frames, Random random) {
        List<MachineBox> animal = new ArrayList<>();
        List<MachineBox> object = new ArrayList<>();
        for (int i = 0; i < frames; i++) {
            animal.add(
                    random.nextInt(5) == 0
                            ? MachineBox.absent(BoxState.LOST)
                            : new MachineBox(box(random), BoxState.TRACKED, random.nextDouble()));
            object.add(new MachineBox(box(random), BoxState.DETECTED, 1));
        }
        return new MachineTracks(animal, object);
    }

    static PixelBox box(Random random) {
        double x = random.nextDouble() * 700;
        double y = random.nextDouble() * 400;
        return new PixelBox(x, y, x + 1 + random.nextDouble() * 100, y + 1 + random.nextDouble() * 70);
    }

    static Corrections corrections(Random random) {
        Role role = random.nextBoolean() ? Role.ANIMAL : Role.OBJECT;
        return new Corrections(
                List.of(new Corrections.KeyFrame(role, random.nextInt(81), box(random))),
                List.of(new Corrections.Span(role.other(), 3, 3 + random.nextInt(9))),
                List.of(random.nextInt(81)),
                List.of());
    }

    static ScoreOutcome scored(double value) {
        // The terms' sum is eight times what lies above one half.
        double term = (value - 0.5) * 2;
        return new ScoreOutcome.Scored(
                new ScoreTerms(term, term, term, term, List.of(0, 1, 2), List.of(78, 79, 80)),
                new SsrCurve(List.of(new SsrCurve.Point(0, -0.25, 1), new SsrCurve.Point(80, 1, -1))),
                List.of(new ScoreOutcome.SkippedFrame(7, ScoreOutcome.SkipReason.ANIMAL_MISSING)));
    }

    static ScoreOutcome unscorable() {
        return new ScoreOutcome.Unscorable(
                UnscorableReason.TOO_FEW_VALID_FRAMES, "3 of 81", new SsrCurve(List.of()), List.of());
    }

    static ScoreRecord score(Project project, String clipId, ScoreOutcome outcome) throws ProjectException {
        ScoreRecord record = new ScoreRecord(
                clipId,
                "paper-v5",
                project.scores().inputHash(clipId),
                outcome,
                "test",
                Instant.parse("2025-03-04T05:06:07Z"));
        project.scores().put(record);
        return record;
    }

    static com.fasterxml.jackson.databind.JsonNode recipe() {
        return Json.object().put("tracker", "csrt").put("seed", 7);
    }
}
