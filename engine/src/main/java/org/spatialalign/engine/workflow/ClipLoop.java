package org.spatialalign.engine.workflow;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.spatialalign.engine.core.CancelledException;
import org.spatialalign.engine.core.WorkbenchException;
import org.spatialalign.engine.job.JobContext;
import org.spatialalign.engine.store.ClipRecord;
import org.spatialalign.engine.store.ProjectException;
import org.spatialalign.engine.workflow.WorkSummary.Item;

/** Works through clips one by one, goes on after one that fails, and stops only for what concerns all of them. */
final class ClipLoop {

    /** What to do with one clip. */
    @FunctionalInterface
    interface Step {
        Result on(ClipRecord clip, Progressed progressed) throws WorkbenchException, IOException, CancelledException;
    }

    /** Tells how far one clip has come: {@code done} of {@code total} of anything. */
    @FunctionalInterface
    interface Progressed {
        void to(long done, long total);
    }

    /** How one clip ended. */
    record Result(Kind kind, String why) {
        enum Kind {
            DONE,
            UP_TO_DATE,
            LEFT_OUT
        }

        static final Result DONE = new Result(Kind.DONE, "");
        static final Result UP_TO_DATE = new Result(Kind.UP_TO_DATE, "");

        static Result leftOut(String why) {
            return new Result(Kind.LEFT_OUT, why);
        }
    }

    private final JobContext context;

    ClipLoop(JobContext context) {
        this.context = context;
    }

    /** Progress counts the clips' frames, so that long clips weigh more and the time left is about right. */
    WorkSummary run(List<ClipRecord> clips, Step step) throws WorkbenchException, CancelledException {
        long total = clips.stream().mapToLong(ClipLoop::weight).sum();
        long before = 0;
        int done = 0;
        int upToDate = 0;
        List<Item> leftOut = new ArrayList<>();
        List<Item> failed = new ArrayList<>();
        for (int i = 0; i < clips.size(); i++) {
            context.cancel().check();
            ClipRecord clip = clips.get(i);
            long start = before;
            String message = name(clip) + (clips.size() > 1 ? " (" + (i + 1) + " of " + clips.size() + ")" : "");
            Progressed progressed = (part, whole) -> context.progress(
                    start + (whole <= 0 ? 0 : Math.min(weight(clip), weight(clip) * part / whole)),
                    total,
                    "frames",
                    message);
            progressed.to(0, 1);
            try {
                Result result = step.on(clip, progressed);
                switch (result.kind()) {
                    case DONE -> done++;
                    case UP_TO_DATE -> upToDate++;
                    case LEFT_OUT -> leftOut.add(new Item(clip.id(), name(clip), result.why()));
                }
            } catch (WorkbenchException | IOException e) {
                if (concernsAll(e)) {
                    throw e instanceof WorkbenchException known
                            ? known
                            : new WorkbenchException(String.valueOf(e.getMessage()), e);
                }
                String why = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
                failed.add(new Item(clip.id(), name(clip), why));
                context.log(name(clip) + ": " + why);
            }
            before += weight(clip);
        }
        context.progress(total, total, "frames", "");
        return new WorkSummary(done, upToDate, leftOut, failed);
    }

    static String name(ClipRecord clip) {
        return clip.name();
    }

    private static long weight(ClipRecord clip) {
        return Math.max(1, clip.video().frameCount());
    }

    /** With the project itself gone or full, every further clip would fail the same way. */
    static boolean concernsAll(Exception failure) {
        return failure instanceof ProjectException project
                && switch (project.reason()) {
                    case GONE, DISK_FULL, CLOSED, READ_ONLY, DAMAGED, BUSY -> true;
                    default -> false;
                };
    }
}
