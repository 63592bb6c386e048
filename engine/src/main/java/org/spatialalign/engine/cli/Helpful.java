package org.spatialalign.engine.cli;

import picocli.CommandLine.Option;

/** Gives every command its {@code --help}. */
abstract class Helpful {

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help and exit.")
    @SuppressWarnings("UnusedVariable") // Picocli sets it, and shows the help by itself.
    private boolean help;
}
