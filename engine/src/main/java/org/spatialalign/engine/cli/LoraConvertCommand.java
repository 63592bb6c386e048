package org.spatialalign.engine.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.spatialalign.engine.core.WorkbenchException;
import org.spatialalign.engine.interchange.LoraFiles;
import org.spatialalign.engine.model.lora.Lora;
import org.spatialalign.engine.model.lora.LoraFile;
import org.spatialalign.engine.model.lora.LoraFormat;
import org.spatialalign.engine.model.lora.LoraWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "convert",
        header = "Write a LoRA in the names of another family of programs.",
        description = "Reads what 'lora check' reads; writes safetensors. For DiffSynth, which knows no alpha, the"
                + " strength is multiplied into the matrices.%n",
        footerHeading = "%nExamples:%n",
        footer = {
            "  spatialalign lora convert step2400.lora_only.ckpt out --to diffusers",
            "  spatialalign lora convert lora.safetensors comfy.safetensors --to comfyui --alpha 8"
        })
final class LoraConvertCommand extends Helpful implements Callable<Integer> {

    private final Console console;

    @Parameters(index = "0", paramLabel = "IN", description = "The LoRA: a file, or a folder that holds one.")
    private Path in = Path.of("");

    @Parameters(
            index = "1",
            paramLabel = "OUT",
            description = "A file ending in .safetensors, or a folder, where it gets the usual name.")
    private Path out = Path.of("");

    @Option(names = "--to", required = true, paramLabel = "FAMILY", description = "One of: ${COMPLETION-CANDIDATES}.")
    private LoraFormat format = LoraFormat.DIFFUSERS;

    @Option(
            names = "--alpha",
            paramLabel = "N",
            description = "Strength in units of the rank, for files that do not say theirs; replaces what they say.")
    private @Nullable Double alpha;

    LoraConvertCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws WorkbenchException {
        LoraFile file = LoraFiles.read(in);
        file.incomplete().forEach(path -> console.error(path + ": one of its two matrices is missing; left out"));
        file.unexpected().forEach(name -> console.error(name + ": no part of a LoRA; left out"));
        if (file.strength().isEmpty() && alpha == null && file.lora().rank().isPresent()) {
            console.note("the file does not say its alpha; taken to be the rank. Give --alpha if it is another");
        }
        Lora lora = alpha == null ? file.lora() : file.lora().withAlpha(alpha);
        Path written = LoraWriter.write(lora, format, out);
        console.out().println(lora.modules().size() + " modules, " + lora.parameters() + " parameters: " + written);
        return file.incomplete().isEmpty() && file.unexpected().isEmpty() ? Main.DONE : Main.FAILED;
    }
}
