package org.spatialalign.engine.cli;

import java.io.PrintWriter;

/**
 * What a command may write to, and how it hears of Ctrl-C.
 *
 * @param out data only
 * @param err everything for people that is not data: progress, notes, errors
 * @param terminal whether a person watches {@code err}, so that a line may be drawn over and over
 */
record Console(PrintWriter out, PrintWriter err, boolean terminal, Interruption interruption) {

    /** A remark for people. */
    void note(String line) {
        err.println(line);
        err.flush();
    }

    /** One line about something that went wrong. */
    void error(String line) {
        err.println("spatialalign: " + line);
        err.flush();
    }
}
