package org.spatialalign.engine.workflow.imports;

import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What to bring into a project. Goes into the job's row as JSON, so that the row alone is enough to run it again.
 *
 * @param clips video files, or folders that are searched for them
 * @param prompts prompt lists and result lists of the paper's form
 * @param seeds seed-box files
 * @param detections detection pickles, or folders that are searched for them
 * @param boxes MOT or CVAT files
 * @param model source model of all clips; null takes each clip's parent folder
 * @param namePattern regular expression for file names; null means the paper's naming
 */
public record ImportSpec(
        List<Path> clips,
        List<Path> prompts,
        List<Path> seeds,
        List<Path> detections,
        List<Path> boxes,
        @Nullable String model,
        @Nullable String namePattern) {

    public ImportSpec {
        clips = List.copyOf(clips);
        prompts = List.copyOf(prompts);
        seeds = List.copyOf(seeds);
        detections = List.copyOf(detections);
        boxes = List.copyOf(boxes);
    }

    public boolean isEmpty() {
        return clips.isEmpty() && prompts.isEmpty() && seeds.isEmpty() && detections.isEmpty() && boxes.isEmpty();
    }

    /**
     * What dropped files and folders mean: folders are searched, files sorted by what they are. Which kind a JSON, text
     * or XML file is, is seen in its first bytes; what is nothing of ours is left out.
     */
    public static ImportSpec sniff(List<Path> dropped) {
        TreeSet<Path> clips = new TreeSet<>();
        TreeSet<Path> prompts = new TreeSet<>();
        TreeSet<Path> seeds = new TreeSet<>();
        TreeSet<Path> detections = new TreeSet<>();
        TreeSet<Path> boxes = new TreeSet<>();
        for (Path path : dropped) {
            for (Path file : FileKind.filesUnder(path)) {
                switch (FileKind.of(file)) {
                    case CLIP -> clips.add(file);
                    case PROMPTS -> prompts.add(file);
                    case SEEDS -> seeds.add(file);
                    case DETECTIONS -> detections.add(file);
                    case BOXES -> boxes.add(file);
                    case OTHER -> {
                        // A drop is a guess: what is not ours is not an error.
                    }
                }
            }
        }
        return new ImportSpec(
                List.copyOf(clips),
                List.copyOf(prompts),
                List.copyOf(seeds),
                List.copyOf(detections),
                List.copyOf(boxes),
                null,
                null);
    }
}
