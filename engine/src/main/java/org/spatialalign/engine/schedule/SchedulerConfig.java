package org.spatialalign.engine.schedule;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.spatialalign.engine.core.FileFault;
import org.spatialalign.engine.core.Json;
import org.spatialalign.engine.core.WorkbenchException;

/**
 * Reads the {@code scheduler_config.json} of a published model. An option that would change the result and is not
 * known here is refused by its name: another sampler than the one that was asked for must not pass unseen.
 */
public final class SchedulerConfig {

    /** Options with the only value that is supported, as JSON. */
    private static final Map<String, String> FIXED = Map.ofEntries(
            Map.entry("num_train_timesteps", "1000"),
            Map.entry("prediction_type", "\"flow_prediction\""),
            Map.entry("use_flow_sigmas", "true"),
            Map.entry("solver_order", "2"),
            Map.entry("solver_type", "\"bh2\""),
            Map.entry("predict_x0", "true"),
            Map.entry("lower_order_final", "true"),
            Map.entry("final_sigmas_type", "\"zero\""),
            Map.entry("disable_corrector", "[]"));

    /** What diffusers takes when these are absent, where that is not the supported value. */
    private static final Set<String> REQUIRED = Set.of("prediction_type", "use_flow_sigmas");

    /** Without meaning for flow sigmas, or only read when another option is on. */
    private static final Set<String> IDLE = Set.of(
            "flow_shift",
            "beta_start",
            "beta_end",
            "beta_schedule",
            "trained_betas",
            "dynamic_thresholding_ratio",
            "sample_max_value",
            "timestep_spacing",
            "steps_offset",
            "time_shift_type");

    private SchedulerConfig() {}

    /** @throws WorkbenchException when the file is missing, damaged, or asks for what is not supported */
    public static UniPc read(Path file) throws WorkbenchException {
        JsonNode config;
        try {
            config = Json.parse(Files.readString(file));
        } catch (IOException e) {
            throw new WorkbenchException("cannot read " + file + ": " + FileFault.reason(e), e);
        } catch (WorkbenchException e) {
            throw new WorkbenchException(file + ": " + e.getMessage(), e);
        }
        if (!config.isObject()) {
            throw new WorkbenchException(file + ": expected a JSON object with the scheduler's options");
        }
        String type = config.path("_class_name").asText();
        if (!type.equals("UniPCMultistepScheduler")) {
            throw refused(file, "_class_name", config.get("_class_name"), "\"UniPCMultistepScheduler\"");
        }
        for (Map.Entry<String, JsonNode> option : config.properties()) {
            check(file, option.getKey(), option.getValue());
        }
        for (String name : REQUIRED) {
            if (!config.has(name)) {
                throw refused(file, name, null, FIXED.get(name));
            }
        }
        JsonNode shift = config.path("flow_shift");
        double value = shift.isMissingNode() ? 1 : shift.asDouble();
        if (!(shift.isNumber() || shift.isMissingNode()) || !(value > 0)) {
            throw refused(file, "flow_shift", shift, "a positive number");
        }
        return new UniPc(value);
    }

    private static void check(Path file, String name, JsonNode value) throws WorkbenchException {
        if (name.startsWith("_") || IDLE.contains(name)) {
            return;
        }
        String only = FIXED.get(name);
        if (only != null) {
            if (!value.toString().equals(only)) {
                throw refused(file, name, value, only);
            }
        } else if (!isOff(value)) {
            throw refused(file, name, value, "that it is off or absent");
        }
    }

    private static boolean isOff(JsonNode value) {
        return value.isNull()
                || (value.isBoolean() && !value.asBoolean())
                || (value instanceof ArrayNode list && list.isEmpty());
    }

    private static WorkbenchException refused(
            Path file, String name, @Nullable JsonNode value, @Nullable String expected) {
        return new WorkbenchException(file + ": the option " + name + " is " + (value == null ? "absent" : value)
                + "; only " + expected + " is supported. Use the published scheduler_config.json of Wan 2.1, or choose"
                + " the Euler sampler");
    }
}
