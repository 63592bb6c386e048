package org.spatialalign.engine.cli;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.spatialalign.engine.cli.BenchCommand.Figure;
import org.spatialalign.engine.core.Json;
import org.spatialalign.engine.core.WorkbenchException;
import org.spatialalign.engine.geometry.FrameBoxes;
import org.spatialalign.engine.geometry.PixelBox;
import org.spatialalign.engine.prompt.DsrType;
import org.spatialalign.engine.score.DsrScorer;
import org.spatialalign.engine.score.ScoreOutcome;
import org.spatialalign.engine.score.ScorePreset;

/** Clips scored in a second, on tracks drawn at random; beside the paper's script on the same tracks. */
final class ScoreBench {

    private static final int TRACKS = 10_000;
    private static final int FRAMES = 81;

    /** The script takes five clips of a prompt; a thousand tell its rate well enough. */
    private static final int REFERENCE_PROMPTS = 200;

    private static final int REFERENCE_SEEDS = 5;
    private static final List<String> TYPES = List.of("LR", "RL", "LT", "TL", "RT", "TR");

    private final Path folder;

    ScoreBench(Path folder) {
        this.folder = folder;
    }

    /** A clip's boxes and its type. */
    private record Track(DsrType type, List<FrameBoxes> frames) {}

    List<Figure> run(@Nullable Path script, String python) throws IOException, WorkbenchException {
        List<Track> tracks = tracks(new SplittableRandom(1));
        List<Figure> figures = new ArrayList<>();
        double rate = rate(tracks);
        figures.add(new Figure(
                "score", rate, "clips/s", "", TRACKS + " random tracks of " + FRAMES + " frames, one thread"));
        if (script == null) {
            figures.add(new Figure("reference script", Double.NaN, "clips/s", "", "give --reference-script"));
            return figures;
        }
        double reference = referenceRate(tracks, script, python);
        int n = REFERENCE_PROMPTS * REFERENCE_SEEDS;
        figures.add(
                new Figure("reference script", reference, "clips/s", "", n + " of the same tracks, plotting left out"));
        figures.add(new Figure("times as fast", rate / reference, "x", ">= 200", ""));
        return figures;
    }

    /** Best of five passes: the others measure what else the machine was doing. */
    private static double rate(List<Track> tracks) {
        DsrScorer scorer = new DsrScorer(ScorePreset.PAPER);
        double best = 0;
        double sum = 0;
        for (int pass = 0; pass < 7; pass++) {
            long start = System.nanoTime();
            for (Track track : tracks) {
                if (scorer.score(track.type(), track.frames()) instanceof ScoreOutcome.Scored scored) {
                    sum += scored.dsrScore();
                }
            }
            double seconds = (System.nanoTime() - start) / 1e9;
            // The first two passes warm up.
            best = pass < 2 ? 0 : Math.max(best, tracks.size() / seconds);
        }
        if (Double.isNaN(sum)) {
            throw new IllegalStateException("a score that is not a number");
        }
        return best;
    }

    private static List<Track> tracks(SplittableRandom random) {
        List<Track> tracks = new ArrayList<>(TRACKS);
        for (int i = 0; i < TRACKS; i++) {
            double[] from = {random.nextDouble(50, 780), random.nextDouble(50, 430)};
            double[] to = {random.nextDouble(50, 780), random.nextDouble(50, 430)};
            PixelBox object = PixelBox.ofCenter(
                    random.nextDouble(300, 500), random.nextDouble(200, 300), random.nextDouble(60, 250), 150);
            List<FrameBoxes> frames = new ArrayList<>(FRAMES);
            for (int f = 0; f < FRAMES; f++) {
                double t = f / (FRAMES - 1.0);
                PixelBox animal = PixelBox.ofCenter(
                        from[0] + t * (to[0] - from[0]) + random.nextDouble(-3, 3),
                        from[1] + t * (to[1] - from[1]) + random.nextDouble(-3, 3),
                        120,
                        90);
                frames.add(FrameBoxes.of(f, animal, object));
            }
            tracks.add(new Track(DsrType.of(TYPES.get(i % TYPES.size())), frames));
        }
        return tracks;
    }

    private double referenceRate(List<Track> tracks, Path script, String python)
            throws IOException, WorkbenchException {
        if (!Files.isRegularFile(script)) {
            throw new WorkbenchException(script + " is not a file; expected the paper's calc_dsr_score.py");
        }
        writeInputs(tracks);
        Path driver = folder.resolve("time_reference.py");
        try (InputStream in = Objects.requireNonNull(ScoreBench.class.getResourceAsStream("time_reference.py"))) {
            Files.copy(in, driver);
        }
        Path errors = folder.resolve("reference.log");
        Process process = new ProcessBuilder(
                        python, driver.toString(), script.toAbsolutePath().toString(), folder.toString())
                .redirectError(errors.toFile())
                .start();
        try (InputStream output = process.getInputStream()) {
            String text = new String(output.readAllBytes(), StandardCharsets.UTF_8);
            int code = process.waitFor();
            String last = text.strip().lines().reduce((a, b) -> b).orElse("");
            if (code != 0 || !last.startsWith("{")) {
                String why = Files.readString(errors)
                        .strip()
                        .lines()
                        .reduce((a, b) -> b)
                        .orElse("no output");
                throw new WorkbenchException("the reference script did not run: " + why);
            }
            return REFERENCE_PROMPTS
                    * REFERENCE_SEEDS
                    / Json.parse(last).path("seconds").asDouble();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new WorkbenchException("interrupted while the reference script ran", e);
        }
    }

    private void writeInputs(List<Track> tracks) throws IOException {
        try (BufferedWriter csv = Files.newBufferedWriter(folder.resolve("prompts.csv"));
                JsonGenerator json = new ObjectMapper()
                        .createGenerator(folder.resolve("tracks.json").toFile(), JsonEncoding.UTF8)) {
            csv.write("type,prompt_id,animal,object,scene,initial_SR,final_SR,prompt\n");
            json.writeStartArray();
            for (int p = 0; p < REFERENCE_PROMPTS; p++) {
                // The five clips of a prompt are of one type.
                String type = TYPES.get(p % TYPES.size());
                csv.write(type + ",p" + p + ",cat,chair,,initially,finally,\n");
                for (int seed = 0; seed < REFERENCE_SEEDS; seed++) {
                    json.writeStartObject();
                    json.writeStringField("video", String.format(Locale.ROOT, "p%d_F81_seed%02d.mp4", p, seed));
                    json.writeArrayFieldStart("labels");
                    json.writeString("cat");
                    json.writeString("chair");
                    json.writeEndArray();
                    json.writeArrayFieldStart("frames");
                    for (FrameBoxes frame :
                            tracks.get(p * REFERENCE_SEEDS + seed).frames()) {
                        json.writeStartArray();
                        write(json, Objects.requireNonNull(frame.animal()));
                        write(json, Objects.requireNonNull(frame.object()));
                        json.writeEndArray();
                    }
                    json.writeEndArray();
                    json.writeEndObject();
                }
            }
            json.writeEndArray();
        }
    }

    private static void write(JsonGenerator json, PixelBox box) throws IOException {
        json.writeArray(new double[] {box.x1(), box.y1(), box.x2(), box.y2()}, 0, 4);
    }
}
