package org.spatialalign.engine.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.spatialalign.engine.core.Json;
import org.spatialalign.engine.core.WorkbenchException;
import org.spatialalign.engine.interchange.PromptCsv;
import org.spatialalign.engine.prompt.DsrPrompt;
import org.spatialalign.engine.prompt.DsrType;
import org.spatialalign.engine.prompt.Expansion;
import org.spatialalign.engine.prompt.ExpansionSpec;
import org.spatialalign.engine.prompt.GenerationCost;
import org.spatialalign.engine.prompt.SentenceTemplate;
import org.spatialalign.engine.prompt.Vocabulary;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "expand",
        header = "Make prompts out of a vocabulary.",
        description = "All combinations, or a sample of them. How many they are and what generating them would cost is"
                + " said first.%n",
        footerHeading = "%nExamples:%n",
        footer = {
            "  spatialalign prompts expand --dry-run",
            "  spatialalign prompts expand --balanced 120 --seed 1 --out train.csv",
            "  spatialalign prompts expand --vocabulary words.csv --types LR,RL --animals cat,dog --out all.csv",
            "",
            "A vocabulary is a CSV with the columns kind,word,details,flags: an animal with its verbs,",
            "an object, a scene or a sentence template a line."
        })
final class PromptsExpandCommand extends Helpful implements Callable<Integer> {

    private final Console console;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--vocabulary", paramLabel = "CSV", description = "The words; by default those of the program.")
    private @Nullable Path vocabulary;

    @Option(
            names = "--types",
            split = ",",
            paramLabel = "TYPE",
            description = "Such as LR,LT; by default the paper's six.")
    private List<String> types = new ArrayList<>();

    @Option(names = "--animals", split = ",", paramLabel = "WORD", description = "Only these.")
    private List<String> animals = new ArrayList<>();

    @Option(names = "--objects", split = ",", paramLabel = "WORD", description = "Only these.")
    private List<String> objects = new ArrayList<>();

    @Option(names = "--scene", paramLabel = "TEXT", description = "Only this one; may be repeated.")
    private List<String> scenes = new ArrayList<>();

    @Option(
            names = "--templates",
            split = ",",
            paramLabel = "ID",
            description = "Sentence structures; 'all', or by default the first.")
    private List<String> templates = new ArrayList<>();

    @Option(names = "--sample", paramLabel = "N", description = "Draw N combinations, none twice.")
    private @Nullable Integer sample;

    @Option(
            names = "--balanced",
            paramLabel = "N",
            description = "Draw N with types, animals and objects equally often.")
    private @Nullable Integer balanced;

    @Option(names = "--seed", paramLabel = "NUMBER", description = "Of what is drawn; default ${DEFAULT-VALUE}.")
    private long seed = 1;

    @Option(names = "--id-prefix", paramLabel = "TEXT", description = "Of prompt ids; default ${DEFAULT-VALUE}.")
    private String idPrefix = "p";

    @Option(names = "--out", paramLabel = "FILE", description = "CSV in the paper's form.")
    private @Nullable Path out;

    @Option(names = "--dry-run", description = "Only say how many, and what they would cost.")
    private boolean dryRun;

    @Option(
            names = "--seeds",
            paramLabel = "N",
            description = "Clips per prompt, for the cost; default ${DEFAULT-VALUE}.")
    private int seeds = 5;

    @Option(
            names = "--seconds-per-clip",
            paramLabel = "S",
            description = "For the cost, as measured on your machine; default ${DEFAULT-VALUE}.")
    private double secondsPerClip = 60;

    @Option(names = "--megabytes-per-clip", paramLabel = "MB", description = "For the cost; default ${DEFAULT-VALUE}.")
    private double megabytesPerClip = 2;

    @Option(names = "--json", description = "Print one JSON object: {combinations, prompts, clips, hours, bytes}.")
    private boolean json;

    PromptsExpandCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws WorkbenchException, IOException {
        if (sample != null && balanced != null) {
            throw new ParameterException(spec.commandLine(), "give either --sample or --balanced");
        }
        if (out == null && !dryRun) {
            throw new ParameterException(spec.commandLine(), "give --out FILE, or --dry-run");
        }
        Vocabulary words = PromptWords.of(vocabulary, null);
        Expansion expansion = Expansion.plan(words, expansionSpec(words));
        report(expansion);
        if (out != null && !dryRun) {
            List<DsrPrompt> prompts = expansion.prompts();
            PromptCsv.write(out, prompts);
            console.note(prompts.size() + " prompts written to " + out);
        }
        return Main.DONE;
    }

    private ExpansionSpec expansionSpec(Vocabulary words) {
        try {
            ExpansionSpec.Mode mode = sample != null
                    ? ExpansionSpec.Mode.SAMPLED
                    : balanced != null ? ExpansionSpec.Mode.BALANCED : ExpansionSpec.Mode.ALL;
            int size = sample != null ? sample : balanced != null ? balanced : 0;
            List<DsrType> chosen = types.isEmpty()
                    ? ExpansionSpec.PAPER_TYPES
                    : types.stream().map(DsrType::of).toList();
            List<String> structures = templates.equals(List.of("all"))
                    ? words.templates().stream().map(SentenceTemplate::id).toList()
                    : templates;
            return new ExpansionSpec(mode, chosen, animals, objects, scenes, structures, size, seed, idPrefix, 0);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }

    private void report(Expansion expansion) {
        GenerationCost cost = expansion.cost(seeds, secondsPerClip, Math.round(megabytesPerClip * 1e6));
        if (json) {
            ObjectNode object = Json.object();
            object.put("combinations", expansion.combinations()).put("prompts", cost.prompts());
            object.put("clips", cost.clips()).put("hours", cost.hours()).put("bytes", cost.bytes());
            console.out().println(Json.write(object));
            return;
        }
        TextTable table = new TextTable("what", ">how much");
        table.row("combinations", String.format(Locale.ROOT, "%,d", expansion.combinations()));
        table.row("prompts", String.format(Locale.ROOT, "%,d", cost.prompts()));
        table.row("clips, " + seeds + " for each", String.format(Locale.ROOT, "%,d", cost.clips()));
        table.row("hours", String.format(Locale.ROOT, "%,.1f", cost.hours()));
        table.row("gigabytes", String.format(Locale.ROOT, "%,.2f", cost.bytes().doubleValue() / 1e9));
        table.print(console.out());
    }
}
