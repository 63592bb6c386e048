package org.spatialalign.app.train;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleObjectProperty;
import org.spatialalign.app.fx.UiExecutor;
import org.spatialalign.engine.core.WorkbenchException;
import org.spatialalign.engine.interchange.LoraFiles;
import org.spatialalign.engine.model.lora.LoraCheck;
import org.spatialalign.engine.model.lora.LoraFormat;
import org.spatialalign.engine.model.lora.LoraWriter;
import org.spatialalign.engine.model.wan.WanConfigFile;

/** Writes a checkpoint's LoRA in the names of another program, and reads it back to see whether it would load. */
final class ExportViewModel {

    private final UiExecutor executor;
    private final Consumer<Throwable> onProblem;
    private final ObjectProperty<LoraFormat> format = new SimpleObjectProperty<>(LoraFormat.DIFFUSERS);
    private final ReadOnlyStringWrapper outcome = new ReadOnlyStringWrapper("");

    ExportViewModel(UiExecutor executor, Consumer<Throwable> onProblem) {
        this.executor = executor;
        this.onProblem = onProblem;
    }

    /**
     * @param model folder of the model that it was trained on
     * @param target a file ending in .safetensors, or a folder
     */
    void export(Path lora, Path model, Path target) {
        LoraFormat wanted = format.get();
        outcome.set("Writing…");
        executor.load(outcome, () -> write(lora, model, wanted, target), outcome::set, failure -> {
            outcome.set("");
            onProblem.accept(failure);
        });
    }

    private static String write(Path lora, Path model, LoraFormat format, Path target) throws WorkbenchException {
        Path written = LoraWriter.write(LoraFiles.read(lora).lora(), format, target);
        Path config = model.resolve("transformer").resolve("config.json");
        if (!Files.exists(config)) {
            return "Written to " + written + ". Not checked: the model is no longer in " + model + ".";
        }
        Map<String, List<Long>> parameters = WanConfigFile.read(config).parameterShapes();
        LoraCheck check = LoraCheck.of(LoraFiles.read(written), parameters);
        check.requireComplete();
        return "Written to " + written + ". Read back: " + check.matched().size()
                + " modules, and each has its place in the model.";
    }

    ObjectProperty<LoraFormat> formatProperty() {
        return format;
    }

    /** How the last export went; empty before the first. */
    ReadOnlyStringProperty outcomeProperty() {
        return outcome.getReadOnlyProperty();
    }

    /** The words of the program for people. */
    static String words(LoraFormat format) {
        return switch (format) {
            case PEFT -> "PEFT";
            case DIFFUSERS -> "diffusers";
            case DIFFSYNTH -> "DiffSynth (the paper's)";
            case COMFYUI -> "ComfyUI";
            case KOHYA -> "kohya, musubi-tuner";
        };
    }
}
