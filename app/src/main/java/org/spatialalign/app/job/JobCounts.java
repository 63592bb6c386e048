package org.spatialalign.app.job;

/** A queue in words. */
public final class JobCounts {

    private JobCounts() {}

    /** "1 running, 2 waiting"; empty for an empty queue. */
    public static String count(int active, int waiting) {
        if (active == 0 && waiting == 0) {
            return "";
        }
        String running = active == 0 ? "" : active + " running";
        String more = waiting == 0 ? "" : waiting + " waiting";
        return running + (running.isEmpty() || more.isEmpty() ? "" : ", ") + more;
    }

    /** What was left when the program ended. */
    public static String leftOver(int interrupted, int waiting) {
        String broken = interrupted == 1 ? "1 job was interrupted" : interrupted + " jobs were interrupted";
        String more = waiting == 1 ? "1 job waits" : waiting + " jobs wait";
        if (interrupted == 0) {
            return more + " since the program was last closed.";
        }
        return broken + " when the program ended" + (waiting == 0 ? "." : "; " + more + " behind.");
    }

    /** The one line over the queue. */
    static String summary(int active, int waiting, int interrupted, boolean held, boolean paused) {
        if (!paused) {
            return count(active, waiting);
        }
        if (!held) {
            return leftOver(interrupted, waiting);
        }
        String counts = count(active, waiting);
        return "Paused: nothing new starts" + (counts.isEmpty() ? "." : "; " + counts + ".");
    }
}
