package org.spatialalign.app.train;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.spatialalign.engine.core.Json;
import org.spatialalign.engine.core.WorkbenchException;
import org.spatialalign.engine.generate.ComputeChoice;
import org.spatialalign.engine.train.RunRecord;
import org.spatialalign.engine.train.TrainingConfig;
import org.spatialalign.engine.workflow.TrainSpec;

/** What the Train page shows, as the project remembers it. What no longer makes sense is left as it is by itself. */
final class TrainState {

    private TrainState() {}

    static ObjectNode of(TrainViewModel model) {
        ObjectNode state = JsonNodeFactory.instance.objectNode();
        TrainFormViewModel form = model.form();
        state.put("model", form.modelProperty().get());
        state.put("pairSet", form.wantedPairSet());
        state.put("use", form.useProperty().get().name());
        state.put("device", form.deviceProperty().get().name());
        state.set("preset", Json.tree(form.presetProperty().get()));
        ObjectNode fields = state.putObject("fields");
        for (TrainField field : TrainField.values()) {
            fields.put(field.name(), form.text(field).get());
        }
        ObjectNode samples = state.putObject("samples");
        for (SampleField field : SampleField.values()) {
            samples.put(field.name(), form.samples().text(field).get());
        }
        RunRecord.Parent parent = form.parentProperty().get();
        if (parent != null) {
            state.set("parent", Json.tree(parent));
        }
        ArrayNode prompts = state.putArray("samplePrompts");
        form.samples().chosen().forEach(prompts::add);
        state.put("setUp", model.setUpProperty().get());
        state.put("wide", model.wideProperty().get());
        state.put("part", model.partProperty().get().name());
        state.put("axis", model.axisProperty().get().name());
        state.put("smoothing", model.smoothingProperty().get());
        state.put("steadyMargin", model.steadyMarginProperty().get());
        state.put("logarithmic", model.logarithmicProperty().get());
        state.put("focused", model.focusedProperty().get());
        state.put("run", model.runs().wantedRun());
        ArrayNode compared = state.putArray("compared");
        model.runs().comparedRuns().forEach(compared::add);
        return state;
    }

    static void restore(TrainViewModel model, JsonNode state) {
        TrainFormViewModel form = model.form();
        form.modelProperty().set(state.path("model").asText(""));
        form.choosePairSet(state.path("pairSet").asText(""));
        choice(TrainSpec.Use.values(), state.path("use")).ifPresent(form.useProperty()::set);
        choice(ComputeChoice.values(), state.path("device")).ifPresent(form.deviceProperty()::set);
        if (state.path("preset").isObject()) {
            preset(state.path("preset")).ifPresent(form::choosePreset);
        }
        for (TrainField field : TrainField.values()) {
            JsonNode text = state.path("fields").path(field.name());
            if (text.isTextual()) {
                form.text(field).set(text.asText());
            }
        }
        for (SampleField field : SampleField.values()) {
            JsonNode text = state.path("samples").path(field.name());
            if (text.isTextual()) {
                form.samples().text(field).set(text.asText());
            }
        }
        JsonNode parent = state.path("parent");
        form.parentProperty()
                .set(
                        parent.isObject()
                                ? new RunRecord.Parent(
                                        parent.path("run").asLong(),
                                        parent.path("step").asLong())
                                : null);
        List<String> prompts = new ArrayList<>();
        state.path("samplePrompts").forEach(id -> prompts.add(id.asText()));
        form.samples().choose(prompts);
        model.setUpProperty().set(state.path("setUp").asBoolean(true));
        model.wideProperty().set(state.path("wide").asBoolean(false));
        choice(TrainViewModel.Part.values(), state.path("part")).ifPresent(model.partProperty()::set);
        choice(Axis.values(), state.path("axis")).ifPresent(model.axisProperty()::set);
        model.smoothingProperty()
                .set(Math.max(0, Math.min(0.99, state.path("smoothing").asDouble(0.6))));
        model.steadyMarginProperty().set(state.path("steadyMargin").asBoolean(false));
        model.logarithmicProperty().set(state.path("logarithmic").asBoolean(false));
        model.focusedProperty().set(state.path("focused").asBoolean(false));
        List<Long> compared = new ArrayList<>();
        state.path("compared").forEach(run -> compared.add(run.asLong()));
        model.runs().restore(state.path("run").asLong(RunsViewModel.NONE), compared);
    }

    /** Empty for one of a version with other settings. */
    private static Optional<TrainingConfig> preset(JsonNode node) {
        try {
            TrainingConfig config = Json.convert(node, TrainingConfig.class);
            config.check();
            return Optional.of(config);
        } catch (WorkbenchException otherVersion) {
            return Optional.empty();
        }
    }

    private static <E extends Enum<E>> Optional<E> choice(E[] values, JsonNode name) {
        return List.of(values).stream()
                .filter(value -> value.name().equals(name.asText()))
                .findFirst();
    }
}
