package org.spatialalign.app.generate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiConsumer;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import org.jspecify.annotations.Nullable;
import org.spatialalign.engine.core.WorkbenchException;
import org.spatialalign.engine.generate.ComputeChoice;
import org.spatialalign.engine.generate.GenerationSettings;
import org.spatialalign.engine.generate.SamplerKind;
import org.spatialalign.engine.generate.SeedList;
import org.spatialalign.engine.generate.VideoSize;
import org.spatialalign.engine.workflow.GenerateSpec;

/** What people type about the clips to make, as text, and what it comes to. FX thread. */
final class GenerateFormViewModel {

    private static final String LONGEST = "9999999";

    private final Map<String, StringProperty> texts = new LinkedHashMap<>();
    private final ObjectProperty<SamplerKind> sampler = new SimpleObjectProperty<>();
    private final ObjectProperty<ComputeChoice> device = new SimpleObjectProperty<>();
    private final BooleanProperty saveLatents = new SimpleBooleanProperty();
    private final ReadOnlyObjectWrapper<@Nullable GenerateSpec> spec = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<List<Integer>> seedNumbers = new ReadOnlyObjectWrapper<>(List.of());
    private final ReadOnlyStringWrapper problem = new ReadOnlyStringWrapper("");
    private GenerationSettings base = GenerationSettings.PAPER;
    private boolean filling;

    GenerateFormViewModel() {
        for (String name : List.of(
                "model",
                "lora",
                "loraScale",
                "seeds",
                "frames",
                "size",
                "steps",
                "shift",
                "guidance",
                "negative",
                "fps")) {
            texts.put(name, new SimpleStringProperty(""));
        }
        reset();
        texts.values().forEach(text -> text.addListener((o, before, now) -> read()));
        sampler.addListener((o, before, now) -> read());
        device.addListener((o, before, now) -> read());
        saveLatents.addListener((o, before, now) -> read());
        read();
    }

    /** Back to the paper's settings; model, LoRA and seeds stay unless they were never chosen. */
    void reset() {
        show(GenerationSettings.PAPER);
        fill(() -> {
            if (loraScale().get().isEmpty()) {
                loraScale().set("1");
            }
            if (seeds().get().isEmpty()) {
                seeds().set("0-4");
            }
            if (device.get() == null) {
                device.set(ComputeChoice.AUTO);
            }
        });
    }

    /** Shows these settings, for example those of a recipe. */
    void show(GenerationSettings settings) {
        fill(() -> {
            base = settings;
            VideoSize size = settings.size();
            text("frames").set(String.valueOf(size.frames()));
            text("size").set(size.width() + "x" + size.height());
            text("steps").set(String.valueOf(settings.steps()));
            text("shift").set(number(settings.shift()));
            text("guidance").set(number(settings.guidance()));
            text("negative").set(settings.negativePrompt());
            text("fps").set(number(settings.frameRate()));
            sampler.set(settings.sampler());
        });
    }

    /** Many fields at once are read once. */
    private void fill(Runnable change) {
        boolean outer = filling;
        filling = true;
        change.run();
        filling = outer;
        read();
    }

    /** Without ".0", as people write it. */
    static String number(double value) {
        return value == Math.rint(value) ? String.valueOf((long) value) : String.valueOf(value);
    }

    private void read() {
        if (filling || sampler.get() == null || device.get() == null) {
            return;
        }
        GenerateSpec read = null;
        String wrong = "";
        try {
            seedNumbers.set(SeedList.parse(seeds().get()));
            read = parse();
        } catch (WorkbenchException e) {
            wrong = String.valueOf(e.getMessage());
        }
        problem.set(wrong);
        spec.set(read);
    }

    /** Null while no model is chosen. */
    private @Nullable GenerateSpec parse() throws WorkbenchException {
        GenerationSettings settings = settings();
        settings.check();
        String folder = model().get().strip();
        if (folder.isEmpty()) {
            return null;
        }
        String file = lora().get().strip();
        GenerateSpec.Lora with = file.isEmpty()
                ? null
                : new GenerateSpec.Lora(file, decimal("LoRA scale", loraScale().get()));
        return new GenerateSpec(
                folder, with, List.of(), List.of(), seedNumbers.get(), settings, device.get(), saveLatents.get());
    }

    /** Clips of a size and length that no model is needed to know wrong are refused here, the others by the check. */
    private GenerationSettings settings() throws WorkbenchException {
        return new GenerationSettings(
                VideoSize.parse(
                        text("size").get(), whole("frames", text("frames").get())),
                sampler.get(),
                whole("steps", text("steps").get()),
                decimal("shift", text("shift").get()),
                decimal("guidance", text("guidance").get()),
                text("negative").get().strip(),
                decimal("frame rate", text("fps").get()),
                base.roundedTimesteps(),
                base.eightBit());
    }

    private static int whole(String what, String text) throws WorkbenchException {
        String digits = text.strip();
        if (!digits.matches("\\d{1," + LONGEST.length() + "}")) {
            throw new WorkbenchException(what + ": '" + text + "' is no whole number");
        }
        return Integer.parseInt(digits);
    }

    private static double decimal(String what, String text) throws WorkbenchException {
        String number = text.strip().replace(',', '.');
        if (!number.matches("-?\\d{1,7}(\\.\\d{1,9})?")) {
            throw new WorkbenchException(what + ": '" + text + "' is no number, such as 5 or 0.75");
        }
        return Double.parseDouble(number);
    }

    ObjectNode toJson() {
        ObjectNode state = JsonNodeFactory.instance.objectNode();
        texts.forEach((name, text) -> state.put(name, text.get()));
        state.put("sampler", sampler.get().name());
        state.put("device", device.get().name());
        state.put("saveLatents", saveLatents.get());
        state.put("roundedTimesteps", base.roundedTimesteps());
        return state;
    }

    /** Takes what it knows; the rest stays. */
    void fromJson(JsonNode state) {
        fill(() -> {
            texts.forEach((name, text) -> {
                if (state.path(name).isTextual()) {
                    text.set(state.path(name).asText());
                }
            });
            choice(SamplerKind.values(), state.path("sampler"), sampler::set);
            choice(ComputeChoice.values(), state.path("device"), device::set);
            saveLatents.set(state.path("saveLatents").asBoolean(false));
        });
    }

    private static <E extends Enum<E>> void choice(E[] all, JsonNode name, java.util.function.Consumer<E> to) {
        for (E one : all) {
            if (one.name().equals(name.asText())) {
                to.accept(one);
            }
        }
    }

    /** All texts by their names, for the view that makes a field of each. */
    void forEachText(BiConsumer<String, StringProperty> action) {
        texts.forEach(action);
    }

    StringProperty text(String name) {
        StringProperty found = texts.get(name);
        if (found == null) {
            throw new IllegalArgumentException(name.toLowerCase(Locale.ROOT));
        }
        return found;
    }

    StringProperty model() {
        return text("model");
    }

    StringProperty lora() {
        return text("lora");
    }

    StringProperty loraScale() {
        return text("loraScale");
    }

    StringProperty seeds() {
        return text("seeds");
    }

    ObjectProperty<SamplerKind> samplerProperty() {
        return sampler;
    }

    ObjectProperty<ComputeChoice> deviceProperty() {
        return device;
    }

    BooleanProperty saveLatentsProperty() {
        return saveLatents;
    }

    /** Without prompts; null while something is wrong or no model is chosen. */
    ReadOnlyObjectProperty<@Nullable GenerateSpec> specProperty() {
        return spec.getReadOnlyProperty();
    }

    /** The columns of the grid: the last list that could be read. */
    ReadOnlyObjectProperty<List<Integer>> seedNumbersProperty() {
        return seedNumbers.getReadOnlyProperty();
    }

    /** What is wrong with the texts; empty for nothing. */
    ReadOnlyStringProperty problemProperty() {
        return problem.getReadOnlyProperty();
    }
}
