package org.spatialalign.engine.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.spatialalign.engine.cli.BenchCommand.Figure;
import org.spatialalign.engine.core.ContentHash;
import org.spatialalign.engine.core.WorkbenchException;
import org.spatialalign.engine.media.VideoInfo;
import org.spatialalign.engine.prompt.DsrPrompt;
import org.spatialalign.engine.prompt.DsrType;
import org.spatialalign.engine.score.ScorePreset;
import org.spatialalign.engine.store.NewClip;
import org.spatialalign.engine.store.Project;

/** Opening a project of many clips and reading the table of all of them. */
final class ProjectBench {

    private static final int SEEDS = 5;
    private static final VideoInfo VIDEO = new VideoInfo(832, 480, 16, 81);

    private final Path folder;

    ProjectBench(Path folder) {
        this.folder = folder;
    }

    List<Figure> run(int clips) throws IOException, WorkbenchException {
        Path place = folder.resolve("project");
        long start = System.nanoTime();
        fill(place, clips);
        double add = (System.nanoTime() - start) / 1e6 / clips;

        double open = Double.MAX_VALUE;
        double list = Double.MAX_VALUE;
        for (int pass = 0; pass < 5; pass++) {
            long opening = System.nanoTime();
            try (Project project = Project.open(place, Project.Access.WRITE)) {
                long listing = System.nanoTime();
                int rows = project.clips().listing(ScorePreset.PAPER.id()).size();
                long end = System.nanoTime();
                if (rows != clips) {
                    throw new IllegalStateException(rows + " rows for " + clips + " clips");
                }
                open = Math.min(open, (listing - opening) / 1e6);
                list = Math.min(list, (end - listing) / 1e6);
            }
        }
        String size = clips + " clips";
        return List.of(
                new Figure("add a clip", add, "ms", "", "copied, forced to disk, row written; tiny files"),
                new Figure("open a project", open, "ms", "", size),
                new Figure("list its clips", list, "ms", "", size + " with prompt, status and score"));
    }

    private void fill(Path place, int clips) throws IOException, WorkbenchException {
        Path file = folder.resolve("tiny.mp4");
        try (Project project = Project.create(place)) {
            for (int i = 0; i < clips; i++) {
                String promptId = "p" + i / SEEDS + "_LR";
                if (i % SEEDS == 0) {
                    project.prompts()
                            .add(
                                    new DsrPrompt(promptId, DsrType.of("LR"), "cat", "chair", "", "", "", "A cat.", ""),
                                    "bench");
                }
                Files.writeString(file, "clip " + i);
                project.clips()
                        .add(new NewClip(file, ContentHash.ofFile(file), model(i), promptId, i % SEEDS, VIDEO, null));
            }
        }
    }

    private static String model(int i) {
        return String.format(Locale.ROOT, "model%d", i / 1000);
    }
}
