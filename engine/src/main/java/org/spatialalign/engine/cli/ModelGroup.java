package org.spatialalign.engine.cli;

import picocli.CommandLine.Command;

@Command(
        name = "model",
        synopsisSubcommandLabel = "COMMAND",
        header = "Look at a text-to-video model, or try whether it fits.")
final class ModelGroup extends Commands.Group {}
