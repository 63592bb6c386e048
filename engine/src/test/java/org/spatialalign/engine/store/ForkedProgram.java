package org.spatialalign.engine.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.spatialalign.engine.core.Json;
import org.spatialalign.engine.job.JobQueue;
import org.spatialalign.engine.job.JobSpec;
import org.spatialalign.engine.prefer.Choice;
import org.spatialalign.engine.prefer.Verdict;

/** What a second process does in tests. Each line it prints is a promise: this is on disk. */
final class ForkedProgram {

    private ForkedProgram() {}

    public static void main(String[] arguments) throws Exception {
        Path folder = Path.of(arguments[1]);
        switch (arguments[0]) {
            case "work" -> work(folder, new Random(Long.parseLong(arguments[2])));
            case "verdicts" -> verdicts(folder, new Random(Long.parseLong(arguments[2])));
            case "hold" -> hold(folder);
            case "job" -> job(folder);
            case "fill" -> fill(folder, Path.of(arguments[2]));
            case "create" -> say(outcome(() -> Project.create(folder).close()));
            case "look" -> look(folder);
            default -> throw new IllegalArgumentException(arguments[0]);
        }
    }

    /** Adds clips and edits, takes back and does again, until it is killed. */
    private static void work(Path folder, Random random) throws Exception {
        Project project = Project.open(folder, Project.Access.WRITE);
        Path source = folder.resolveSibling("source");
        Files.createDirectories(source);
        int number = project.clips().all().size() * 1000;
        while (true) {
            List<ClipRecord> clips = project.clips().all();
            switch (clips.isEmpty() ? 0 : random.nextInt(6)) {
                case 0 -> {
                    Path file = source.resolve("p" + number++ + ".mp4");
                    byte[] content = new byte[1 << 20];
                    random.nextBytes(content);
                    Files.write(file, content);
                    say("clip "
                            + project.clips()
                                    .add(Fixtures.newClip(file, "p", 1))
                                    .hash()
                                    .hex());
                    Files.delete(file);
                }
                case 1 -> say("undo " + seq(project.edits().undo()));
                case 2 -> say("redo " + seq(project.edits().redo()));
                default -> {
                    String clip = clips.get(random.nextInt(clips.size())).id();
                    Annotation after = new Annotation(clip, null, Fixtures.corrections(random));
                    say("edit " + project.edits().apply("Move", "me", after).seq());
                }
            }
        }
    }

    /** Gives verdicts and takes some back, until it is killed; says the uid of each event. */
    private static void verdicts(Path folder, Random random) throws Exception {
        Project project = Project.open(folder, Project.Access.WRITE);
        List<ClipRecord> clips = project.clips().all();
        while (true) {
            Choice choice = List.of(Choice.values()).get(random.nextInt(5));
            Verdict verdict = Verdict.of(clips.get(0).id(), clips.get(1).id(), choice, "me", java.time.Instant.EPOCH);
            Verdict given = project.verdicts().give(random.nextInt(3) == 0 ? verdict.asDraft() : verdict);
            say(given.uid().hex());
            if (random.nextInt(4) == 0) {
                project.verdicts().takeBack(given);
                Object[] events = project.verdicts().log().events().keySet().toArray();
                say((String) events[events.length - 1]);
            }
        }
    }

    private static String seq(Optional<Edit> edit) {
        return edit.map(e -> Long.toString(e.seq())).orElse("none");
    }

    private static void hold(Path folder) throws Exception {
        try (Project project = Project.open(folder, Project.Access.WRITE)) {
            say("holding " + project.name());
            waitForEver();
        }
    }

    private static void job(Path folder) throws Exception {
        Project project = Project.open(folder, Project.Access.WRITE);
        JobQueue queue = new JobQueue(project.jobs(), spec -> context -> {
            Files.writeString(context.workFolder().resolve("half.txt"), "half");
            context.progress(1, 2, "halves", "");
            say("running " + context.jobId());
            waitForEver();
            return Json.object();
        });
        queue.submit(new JobSpec("test", 1, "First", Json.object(), 7, "test"));
        queue.submit(new JobSpec("test", 1, "Second", Json.object(), 8, "test"));
        say("submitted");
        waitForEver();
    }

    private static void waitForEver() throws InterruptedException {
        new java.util.concurrent.CountDownLatch(1).await();
    }

    /** Adds clips and rows until the disk is full, then makes room and looks whether all that was said is there. */
    private static void fill(Path folder, Path source) throws Exception {
        try (Project project = Project.create(folder)) {
            Files.createDirectories(source);
            int added = 0;
            String problem = "";
            while (problem.isEmpty()) {
                byte[] content = new byte[300_000];
                content[0] = (byte) added;
                Path file = Files.write(source.resolve("c" + added + ".mp4"), content);
                problem = outcome(() -> project.clips().add(Fixtures.newClip(file, "p", 1)));
                added += problem.isEmpty() ? 1 : 0;
            }
            say(problem);
            say("rows " + (project.clips().all().size() - added));
            say("files " + (count(folder.resolve("clips")) - added));
            String clip = project.clips().all().get(0).id();
            int seeds = 0;
            problem = "";
            while (problem.isEmpty()) {
                problem = outcome(() ->
                        project.tracks().add(clip, "csrt", Fixtures.tracks(200, new Random(1)), Fixtures.recipe()));
                seeds += problem.isEmpty() ? 1 : 0;
            }
            say(problem);
            say("tracks " + (project.tracks().history(clip).size() - seeds));
            Files.delete(project.clipFile(project.clips().all().get(1)));
            say("afterwards " + outcome(() -> project.uiState().put("page", Json.tree("inspect"))));
        }
        try (Project project = Project.open(folder, Project.Access.WRITE)) {
            say("reopened " + project.uiState().find("page").orElseThrow());
        }
    }

    private static void look(Path folder) throws Exception {
        say(outcome(() -> Project.open(folder, Project.Access.WRITE).close()));
        try (Project project = Project.open(folder, Project.Access.READ_ONLY)) {
            say("clips " + project.clips().listing("paper-v5").size());
            say(outcome(() -> project.uiState().put("page", Json.tree("inspect"))));
        }
    }

    private static long count(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.count();
        }
    }

    private interface Attempt {
        void run() throws Exception;
    }

    private static String outcome(Attempt attempt) throws Exception {
        try {
            attempt.run();
            return "";
        } catch (ProjectException e) {
            return e.reason() + ": " + e.getMessage();
        }
    }

    private static synchronized void say(String line) {
        System.out.println(line);
        System.out.flush();
    }
}
