package org.spatialalign.engine.cli;

import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.spatialalign.engine.core.CancelledException;
import org.spatialalign.engine.core.WorkbenchException;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The command line's way in. */
public final class Main {

    /** Everything was done. */
    public static final int DONE = 0;

    /** Some items failed, and are listed; or the command could not do its work at all, and says why. */
    public static final int FAILED = 1;

    /** The command line itself is wrong. */
    public static final int WRONG_USAGE = 2;

    private Main() {}

    public static void main(String[] args) {
        PrintWriter out = writer(System.out);
        PrintWriter err = writer(System.err);
        Interruption interruption = new Interruption();
        Runtime.getRuntime().addShutdownHook(new Thread(interruption::requestAndWait, "interruption"));
        // The launcher script knows whether standard error is a terminal; Java 17 can only tell of all streams
        // together.
        Console console = new Console(out, err, Boolean.getBoolean("spatialalign.terminal"), interruption);
        int code = run(args, console);
        interruption.finished();
        System.exit(code);
    }

    /** Runs one command to its end in this process, as a script would; returns the exit code. */
    public static int run(String[] args, PrintWriter out, PrintWriter err) {
        return run(args, new Console(out, err, false, new Interruption()));
    }

    static int run(String[] args, Console console) {
        CommandLine line = Commands.root(console);
        line.setOut(console.out());
        line.setErr(console.err());
        line.setColorScheme(CommandLine.Help.defaultColorScheme(console.terminal() ? Ansi.AUTO : Ansi.OFF));
        line.setUsageHelpWidth(100);
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setExecutionExceptionHandler((failure, command, parsed) -> failed(failure, console));
        line.setParameterExceptionHandler((wrong, given) -> wrongUsage(wrong, console));
        int code = line.execute(args);
        console.out().flush();
        console.err().flush();
        return code;
    }

    private static int failed(Exception failure, Console console) {
        console.out().flush();
        if (failure instanceof CancelledException) {
            console.error("stopped; what was finished stays, and running the same command again goes on from there");
        } else if (failure instanceof WorkbenchException || failure instanceof UncheckedIOException) {
            console.error(String.valueOf(failure.getMessage()));
        } else {
            console.error("this should not have happened; please report it with the lines below");
            failure.printStackTrace(console.err());
        }
        return FAILED;
    }

    private static int wrongUsage(ParameterException wrong, Console console) {
        String command = wrong.getCommandLine().getCommandSpec().qualifiedName();
        console.error(String.valueOf(wrong.getMessage()));
        if (wrong instanceof UnmatchedArgumentException unknown
                && !unknown.getSuggestions().isEmpty()) {
            console.note("Did you mean: " + String.join(", ", unknown.getSuggestions()) + "?");
        }
        console.note("Try '" + command + " --help'.");
        return WRONG_USAGE;
    }

    private static PrintWriter writer(PrintStream stream) {
        return new PrintWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8));
    }
}
