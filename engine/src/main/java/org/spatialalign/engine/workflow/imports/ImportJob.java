package org.spatialalign.engine.workflow.imports;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.spatialalign.engine.core.CancelToken;
import org.spatialalign.engine.core.CancelledException;
import org.spatialalign.engine.core.ContentHash;
import org.spatialalign.engine.core.Progress;
import org.spatialalign.engine.core.WorkbenchException;
import org.spatialalign.engine.interchange.NamePattern;
import org.spatialalign.engine.job.Job;
import org.spatialalign.engine.job.JobContext;
import org.spatialalign.engine.store.Project;
import org.spatialalign.engine.store.ProjectException;

/**
 * Brings files into a project: prompts, clips, seed boxes, detections, boxes, in this order. Each clip is in the project
 * as a whole or not at all; a bad file is reported and the rest goes on; what is there already is not added again, so
 * that an import that was cancelled or killed is finished by running it once more. Only what every further file would
 * meet too (a full disk, a project folder that is gone) ends it.
 */
public final class ImportJob implements Job {

    public static final String KIND = "import";

    public static final int VERSION = 1;

    private final Project project;
    private final ImportSpec spec;

    public ImportJob(Project project, ImportSpec spec) {
        this.project = project;
        this.spec = spec;
    }

    /** Returns the {@link ImportReport} as JSON. */
    @Override
    public JsonNode run(JobContext context) throws WorkbenchException, CancelledException {
        return importAll(context.progressListener(), context.cancel(), context::log)
                .toJson();
    }

    /**
     * The work itself, for those who have no queue.
     *
     * @param log gets one line per file
     * @throws WorkbenchException when nothing further can be taken
     */
    public ImportReport importAll(Progress.Listener progress, CancelToken cancel, Consumer<String> log)
            throws WorkbenchException, CancelledException {
        NamePattern pattern = ImportPreview.pattern(spec.namePattern());
        ImportLines lines = new ImportLines(log);
        List<Path> clips = files(spec.clips(), FileKind::isVideo, "videos", lines);
        List<Path> detections = files(spec.detections(), f -> FileKind.of(f) == FileKind.DETECTIONS, "pickles", lines);
        Counter counter = new Counter(progress, cancel, clips.size());

        PromptImport promptImport = new PromptImport(project, lines);
        for (Path file : spec.prompts()) {
            counter.beside(file);
            promptImport.take(file, cancel);
        }
        Map<Path, ContentHash> hashes = new HashMap<>();
        ClipImport clipImport = new ClipImport(project, lines, spec.model(), pattern, hashes);
        for (Path file : clips) {
            counter.next(file);
            clipImport.take(file, cancel);
        }
        counter.clipsDone();
        if (!spec.seeds().isEmpty() || !detections.isEmpty() || !spec.boxes().isEmpty()) {
            takeBoxes(new ClipIndex(project, hashes), detections, lines, counter, cancel);
        }
        ImportReport report = lines.report();
        log.accept(report.summary());
        return report;
    }

    private void takeBoxes(
            ClipIndex index, List<Path> detections, ImportLines lines, Counter counter, CancelToken cancel)
            throws ProjectException, CancelledException {
        SeedImport seedImport = new SeedImport(project, lines, index);
        for (Path file : spec.seeds()) {
            counter.beside(file);
            seedImport.take(file, cancel);
        }
        BoxImport boxImport = new BoxImport(project, lines, index, spec.model());
        for (Path file : detections) {
            counter.beside(file);
            boxImport.detections(file);
        }
        for (Path file : spec.boxes()) {
            counter.beside(file);
            boxImport.boxes(file);
        }
        boxImport.finish();
    }

    /** Named files as they are, folders searched; each file once. */
    private static List<Path> files(List<Path> places, Predicate<Path> wanted, String what, ImportLines lines) {
        Set<Path> result = new LinkedHashSet<>();
        for (Path place : places) {
            if (Files.isDirectory(place)) {
                List<Path> inside =
                        FileKind.filesUnder(place).stream().filter(wanted).toList();
                if (inside.isEmpty()) {
                    lines.problem(place.toString(), "no " + what + " in this folder");
                }
                result.addAll(inside);
            } else {
                result.add(place);
            }
        }
        return new ArrayList<>(result);
    }

    /** Progress counts clips, which take the time; the other files are named as they come. */
    private static final class Counter {
        private final Progress.Listener progress;
        private final CancelToken cancel;
        private final int total;
        private int done;

        Counter(Progress.Listener progress, CancelToken cancel, int total) {
            this.progress = progress;
            this.cancel = cancel;
            this.total = total;
        }

        void beside(Path file) throws CancelledException {
            cancel.check();
            progress.report(done, total, "clips", ClipIndex.nameOf(file));
        }

        void next(Path file) throws CancelledException {
            cancel.check();
            progress.report(done++, total, "clips", ClipIndex.nameOf(file));
        }

        void clipsDone() {
            progress.report(total, total, "clips", "");
        }
    }
}
