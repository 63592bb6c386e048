package org.spatialalign.engine.workflow;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.spatialalign.engine.core.AtomicFiles;
import org.spatialalign.engine.core.FileFault;
import org.spatialalign.engine.core.Json;
import org.spatialalign.engine.core.WorkbenchException;
import org.spatialalign.engine.generate.GenerationListener;
import org.spatialalign.engine.media.Frame;
import org.spatialalign.engine.media.Thumbnails;
import org.spatialalign.engine.store.Project;
import org.spatialalign.engine.workflow.GenerateSummary.Failure;

/**
 * What a job that generates lets others see in its folder while it runs: the cells that have failed so far, and a
 * picture of the clip that is being made. One thread writes; any thread may read, at any time.
 *
 * @param folder of the job while it is unfinished; it need not be there
 */
public record GenerateTrace(Path folder) {

    private static final String PREVIEW = "preview.jpg";
    private static final String FAILURES = "failures.json";
    private static final int WIDTH = 320;

    /** A run with fewer steps is over before a picture of it would be looked at. */
    private static final int WORTHWHILE = 10;

    private static final int PARTS = 5;

    /**
     * A picture of the clip that is being made.
     *
     * @param written tells a newer picture from an older one under the same name
     */
    public record Preview(Path file, FileTime written) {}

    public static GenerateTrace of(Project project, long job) {
        Path complete = project.jobs().folder(job);
        return new GenerateTrace(complete.resolveSibling(complete.getFileName() + ".tmp"));
    }

    /** Empty before the first picture of a clip. */
    public Optional<Preview> preview() {
        Path file = folder.resolve(PREVIEW);
        try {
            return Optional.of(new Preview(file, Files.getLastModifiedTime(file)));
        } catch (IOException e) {
            // Not there yet, or not any more.
            return Optional.empty();
        }
    }

    /** The cells of this run that have failed so far; empty before the first. */
    public List<Failure> failures() throws WorkbenchException {
        Path file = folder.resolve(FAILURES);
        try {
            return List.of(Json.read(Files.readString(file), Failure[].class));
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (IOException e) {
            throw new WorkbenchException("cannot read " + file + ": " + FileFault.reason(e), e);
        }
    }

    /** Forgets what an earlier run left. */
    void begin() throws IOException {
        forgetPreview();
        Files.deleteIfExists(folder.resolve(FAILURES));
    }

    /** Another clip is begun, or the last one is done. */
    void forgetPreview() throws IOException {
        Files.deleteIfExists(folder.resolve(PREVIEW));
    }

    void failed(List<Failure> failures) throws IOException {
        AtomicFiles.<IOException>write(
                folder.resolve(FAILURES), temporary -> Files.writeString(temporary, Json.write(failures)));
    }

    /**
     * After about every fifth of the steps, but for the last: each picture costs what decoding one frame costs, so that
     * all of them take little beside the steps.
     */
    static boolean showsAfter(int step, int steps) {
        int every = (steps + PARTS - 1) / PARTS;
        return steps >= WORTHWHILE && step < steps && step % every == 0;
    }

    /** Tells {@code told} what it would be told anyway, and keeps pictures of the clip. */
    GenerationListener showing(GenerationListener told, Consumer<String> log) {
        return new GenerationListener() {
            @Override
            public void onProgress(Phase phase, int done, int total) {
                told.onProgress(phase, done, total);
            }

            @Override
            public boolean wantsPreview(int step, int steps) {
                return showsAfter(step, steps);
            }

            @Override
            public void onPreview(int step, Frame frame) {
                try {
                    Thumbnails.write(frame, folder.resolve(PREVIEW), WIDTH);
                } catch (WorkbenchException e) {
                    // A clip is worth more than a look at it.
                    log.accept("no preview after step " + step + ": " + e.getMessage());
                }
            }
        };
    }
}
