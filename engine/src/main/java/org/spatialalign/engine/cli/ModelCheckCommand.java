package org.spatialalign.engine.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.spatialalign.engine.core.Json;
import org.spatialalign.engine.core.WorkbenchException;
import org.spatialalign.engine.generate.GenerationSettings;
import org.spatialalign.engine.generate.Machine;
import org.spatialalign.engine.generate.ModelConfigs;
import org.spatialalign.engine.generate.ModelFit;
import org.spatialalign.engine.generate.ModelFolder;
import org.spatialalign.engine.interchange.LoraFiles;
import org.spatialalign.engine.model.lora.LoraCheck;
import org.spatialalign.engine.tensor.Compute;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "check",
        header = "Try whether clips of some size can be made here: files, memory, time, LoRA.",
        description =
                "Loads no weights. Memory and time are estimates. Exit code 1 when something stands in the way, with"
                        + " the reasons and what to do.%n",
        footerHeading = "%nExamples:%n",
        footer = {
            "  spatialalign model check models/wan",
            "  spatialalign model check models/wan --frames 33 --size 416x240 --lora dsr.safetensors"
        })
final class ModelCheckCommand extends Helpful implements Callable<Integer> {

    private final Console console;

    @Parameters(paramLabel = "DIR", description = "The model's folder.")
    private Path folder = Path.of("");

    @Mixin
    private GenerationOptions options = new GenerationOptions();

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    ModelCheckCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws WorkbenchException {
        ModelFolder model = ModelFolder.inspect(folder);
        model.requireComplete();
        ModelConfigs configs = ModelConfigs.read(model.path());
        GenerationSettings settings = options.settings();
        List<String> reasons = new ArrayList<>();
        LoraCheck lora = checkLora(configs, reasons);
        ModelFit fit = null;
        try {
            Compute compute = options.device().compute();
            fit = ModelFit.of(configs, settings, compute, Machine.measure(compute));
            fit.require();
        } catch (WorkbenchException e) {
            reasons.add(String.valueOf(e.getMessage()));
        }
        if (json) {
            console.out().println(Json.write(row(fit, lora, reasons)));
        } else {
            print(settings, fit, lora);
        }
        reasons.forEach(console::error);
        return reasons.isEmpty() ? Main.DONE : Main.FAILED;
    }

    private @Nullable LoraCheck checkLora(ModelConfigs configs, List<String> reasons) {
        Path file = options.lora();
        if (file == null) {
            return null;
        }
        try {
            LoraCheck check =
                    LoraCheck.of(LoraFiles.read(file), configs.transformer().parameterShapes());
            check.requireComplete();
            return check;
        } catch (WorkbenchException e) {
            reasons.add(String.valueOf(e.getMessage()));
            return null;
        }
    }

    private void print(GenerationSettings settings, @Nullable ModelFit fit, @Nullable LoraCheck lora) {
        console.out().println("model   whole");
        if (lora != null) {
            console.out().println("lora    fits, " + lora.matched().size() + " layers");
        }
        if (fit == null) {
            return;
        }
        console.out()
                .println("memory  " + ModelFit.gigabytes(fit.neededBytes()) + " needed for "
                        + fit.size().words() + ", "
                        + ModelFit.gigabytes(fit.machine().freeBytes()) + " free on "
                        + fit.machine().where());
        console.out()
                .println("time    about " + seconds(fit.stepSeconds()) + " a step, " + seconds(fit.clipSeconds())
                        + " a clip of " + settings.steps() + " steps");
    }

    private static String seconds(double seconds) {
        return seconds < 120
                ? String.format(Locale.ROOT, "%.2f s", seconds)
                : seconds < 7200
                        ? String.format(Locale.ROOT, "%.0f min", seconds / 60)
                        : String.format(Locale.ROOT, "%.1f h", seconds / 3600);
    }

    private static ObjectNode row(@Nullable ModelFit fit, @Nullable LoraCheck lora, List<String> reasons) {
        ObjectNode row = Json.object();
        row.put("possible", reasons.isEmpty());
        if (fit != null) {
            row.put("needed_bytes", Math.round(fit.neededBytes()));
            row.put("free_bytes", fit.machine().freeBytes());
            row.put("where", fit.machine().where());
            row.put("step_seconds", fit.stepSeconds());
            row.put("clip_seconds", fit.clipSeconds());
        }
        if (lora != null) {
            row.put("lora_layers", lora.matched().size());
        }
        ArrayNode why = row.putArray("reasons");
        reasons.forEach(why::add);
        return row;
    }
}
