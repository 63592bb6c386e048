package org.spatialalign.engine.job;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.temporal.ChronoUnit;

/** The log of one run of a job: lines with their time, appended to a file and flushed at once. */
final class JobLog implements AutoCloseable {

    static final String FILE = "log.txt";

    private final BufferedWriter writer;
    private final Clock clock;
    private boolean broken;

    JobLog(Path folder, Clock clock) throws IOException {
        this.writer =
                Files.newBufferedWriter(folder.resolve(FILE), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        this.clock = clock;
    }

    /** A disk that fails here does not stop the job: the log is for people, the result is not in it. */
    synchronized void line(String text) {
        if (broken) {
            return;
        }
        try {
            writer.write(clock.instant().truncatedTo(ChronoUnit.MILLIS) + " " + text);
            writer.newLine();
            writer.flush();
        } catch (IOException e) {
            broken = true;
        }
    }

    void stackTrace(Throwable thrown) {
        StringWriter text = new StringWriter();
        thrown.printStackTrace(new PrintWriter(text, true));
        line(text.toString().strip());
    }

    @Override
    public synchronized void close() {
        broken = true;
        try {
            writer.close();
        } catch (IOException e) {
            // Every line was flushed; there is nothing left to lose.
        }
    }
}
