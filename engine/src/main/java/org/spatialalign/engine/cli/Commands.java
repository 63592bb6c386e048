package org.spatialalign.engine.cli;

import org.spatialalign.engine.core.CodeVersion;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The tree of commands. */
final class Commands {

    private Commands() {}

    static CommandLine root(Console console) {
        CommandLine project = new CommandLine(new ProjectGroup())
                .addSubcommand(new ProjectNewCommand(console))
                .addSubcommand(new ProjectInfoCommand(console))
                .addSubcommand(new ProjectTraceCommand(console));
        CommandLine lora = new CommandLine(new LoraGroup())
                .addSubcommand(new LoraCheckCommand(console))
                .addSubcommand(new LoraConvertCommand(console));
        CommandLine model = new CommandLine(new ModelGroup())
                .addSubcommand(new ModelInspectCommand(console))
                .addSubcommand(new ModelCheckCommand(console));
        CommandLine prompts = new CommandLine(new PromptsGroup())
                .addSubcommand(new PromptsExpandCommand(console))
                .addSubcommand(new PromptsLintCommand(console))
                .addSubcommand(new PromptsImportCommand(console))
                .addSubcommand(new PromptsExportCommand(console));
        CommandLine root = new CommandLine(new Root());
        root.getCommandSpec().version(version());
        return root.addSubcommand(project)
                .addSubcommand(prompts)
                .addSubcommand(model)
                .addSubcommand(new GenerateCommand(console))
                .addSubcommand(new ImportCommand(console))
                .addSubcommand(new DetectCommand(console))
                .addSubcommand(new TrackCommand(console))
                .addSubcommand(new ScoreCommand(console))
                .addSubcommand(new TrainCommand(console))
                .addSubcommand(new SamplesCommand(console))
                .addSubcommand(new ExportCommand(console))
                .addSubcommand(PairsCommand.line(console))
                .addSubcommand(new EvaluateCommand(console))
                .addSubcommand(new ReportCommand(console))
                .addSubcommand(new JobsCommand(console))
                .addSubcommand(lora)
                .addSubcommand(new BenchCommand(console));
    }

    @Command(
            name = "spatialalign",
            synopsisSubcommandLabel = "COMMAND",
            description = {
                "Scores how well generated clips follow a dynamic spatial relationship, such as",
                "\"a cat is on the left of a chair, then walks to the right of the chair\".",
                "Without any argument the window opens; with 'open DIR' it opens that project.%n"
            },
            footerHeading = "%nFrom clips to scores:%n",
            footer = {
                "  spatialalign project new study",
                "  spatialalign import study --clips clips --prompts prompts.csv --seeds seed_boxes.json",
                "  spatialalign track study",
                "  spatialalign score study",
                "  spatialalign report study --out report.html",
                "",
                "Exit code: 0 done, 1 some items failed (they are listed), 2 wrong usage.",
                "With --json, standard output carries nothing but data."
            })
    static final class Root extends Group {

        @Option(
                names = {"-V", "--version"},
                versionHelp = true,
                description = "Show the version and exit.")
        @SuppressWarnings("UnusedVariable") // Picocli sets it, and shows the version by itself.
        private boolean version;
    }

    @Command(name = "project", synopsisSubcommandLabel = "COMMAND", header = "Create a project, or look at one.")
    static final class ProjectGroup extends Group {}

    @Command(name = "lora", synopsisSubcommandLabel = "COMMAND", header = "Check a LoRA, or convert it.")
    static final class LoraGroup extends Group {}

    @Command(name = "prompts", synopsisSubcommandLabel = "COMMAND", header = "Write, check and exchange prompts.")
    static final class PromptsGroup extends Group {}

    /** A word that needs another one behind it. */
    abstract static class Group extends Helpful implements Runnable {

        @Spec
        private CommandSpec spec = CommandSpec.create();

        @Override
        public void run() {
            throw new ParameterException(
                    spec.commandLine(),
                    "which command? There are: "
                            + String.join(", ", spec.subcommands().keySet()));
        }
    }

    static String version() {
        return "SpatialAlign Workbench " + CodeVersion.CURRENT + ", Java "
                + System.getProperty("java.version", "unknown");
    }
}
