package org.spatialalign.engine.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.spatialalign.engine.core.Json;
import org.spatialalign.engine.core.WorkbenchException;
import org.spatialalign.engine.interchange.LoraFiles;
import org.spatialalign.engine.model.lora.LoraCheck;
import org.spatialalign.engine.model.lora.LoraFile;
import org.spatialalign.engine.model.lora.LoraModule;
import org.spatialalign.engine.model.lora.LoraPair;
import org.spatialalign.engine.model.wan.WanConfigFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "check",
        header = "Say what of a LoRA would fit a model, without loading the model.",
        description = "Reads safetensors of PEFT, diffusers, DiffSynth, ComfyUI and kohya, and torch checkpoints (never"
                + " executed). Fails when nothing fits.%n",
        footerHeading = "%nExample:%n",
        footer = "  spatialalign lora check spatialalign.lora_only.ckpt --model Wan2.1-T2V-1.3B-Diffusers")
final class LoraCheckCommand extends Helpful implements Callable<Integer> {

    private final Console console;

    @Parameters(paramLabel = "FILE", description = "The LoRA: a file, or a folder that holds one.")
    private Path file = Path.of("");

    @Option(
            names = "--model",
            required = true,
            paramLabel = "DIR",
            description = "The model's folder, or its transformer folder; only config.json is read.")
    private Path model = Path.of("");

    @Option(
            names = "--json",
            description = "Print one JSON object: {origin, matched, missing, unknown, incomplete, misshapen}.")
    private boolean json;

    LoraCheckCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws WorkbenchException {
        Path inner = model.resolve("transformer").resolve("config.json");
        Path config = Files.exists(inner) ? inner : model.resolve("config.json");
        LoraFile lora = LoraFiles.read(file);
        LoraCheck check = LoraCheck.of(lora, WanConfigFile.read(config).parameterShapes());
        if (json) {
            console.out().println(Json.write(check));
        } else {
            print(lora, check);
        }
        check.requireMatch();
        // Generation refuses what fits in parts only: its effect would be another one than was trained.
        return check.isComplete() ? Main.DONE : Main.FAILED;
    }

    private void print(LoraFile lora, LoraCheck check) {
        TextTable table = new TextTable("MODULE OR TENSOR", "STATE", ">RANK", ">ALPHA");
        for (String path : check.matched()) {
            LoraModule module = lora.lora().modules().get(path);
            @Nullable LoraPair pair = module == null ? null : module.pair();
            table.row(
                    path,
                    "fits",
                    pair == null ? "full" : Long.toString(pair.rank()),
                    pair == null ? "" : Double.toString(pair.alpha()));
        }
        rows(table, check.misshapen(), "other shape");
        rows(table, check.incomplete(), "one matrix is missing");
        rows(table, check.unknown(), "not in the model");
        rows(table, check.missing(), "not in the file");
        table.print(console.out());
        check.misshapen().forEach(console::note);
        String strength = lora.strength().isEmpty() ? "nowhere, taken to be the rank" : lora.strength();
        console.out()
                .println(check.matched().size() + " modules fit, "
                        + check.misshapen().size() + " have another shape, "
                        + check.incomplete().size() + " are incomplete, "
                        + check.unknown().size() + " are not in the model, "
                        + check.missing().size() + " of the same kind are not in the file; names of "
                        + lora.format() + ", alpha from: " + strength);
    }

    private static void rows(TextTable table, List<String> names, String state) {
        names.forEach(name -> table.row(name, state, "", ""));
    }
}
