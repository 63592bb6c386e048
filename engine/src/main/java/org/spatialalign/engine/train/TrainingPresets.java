package org.spatialalign.engine.train;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.spatialalign.engine.core.FileFault;
import org.spatialalign.engine.core.Json;
import org.spatialalign.engine.core.WorkbenchException;

/**
 * Settings by name, or from a JSON file. What a file does not say is as in the paper; a key that does not exist is an
 * error.
 */
public final class TrainingPresets {

    private static final Map<String, TrainingConfig> BUILT_IN = builtIn();

    private TrainingPresets() {}

    private static Map<String, TrainingConfig> builtIn() {
        TrainingConfig paper = TrainingConfig.PAPER;
        Map<String, TrainingConfig> all = new LinkedHashMap<>();
        all.put(paper.name(), paper);
        // beta as in its authors' script; their margins are unbounded, so the loss may well be large.
        TrainingConfig shared = new TrainingConfig(
                "diffusion-dpo",
                DpoSettings.diffusionDpo(2000),
                true,
                paper.shift(),
                paper.adapter(),
                paper.optimiser(),
                paper.steps(),
                paper.accumulate(),
                paper.pairsPerBatch(),
                paper.sampling(),
                paper.memory(),
                paper.checkpoints(),
                paper.validation(),
                10_000,
                paper.seed());
        all.put(shared.name(), shared);
        return java.util.Collections.unmodifiableMap(all);
    }

    /** By their names, the paper's first. */
    public static Map<String, TrainingConfig> all() {
        return BUILT_IN;
    }

    /** @param nameOrFile one of {@link #all}, or the path of a JSON file */
    public static TrainingConfig find(String nameOrFile) throws WorkbenchException {
        TrainingConfig known = BUILT_IN.get(nameOrFile);
        if (known != null) {
            return known;
        }
        Path file = Path.of(nameOrFile);
        if (!Files.exists(file)) {
            throw new WorkbenchException(nameOrFile + " is neither a file nor the name of a preset; there are "
                    + String.join(", ", BUILT_IN.keySet()));
        }
        return read(file);
    }

    /** @throws WorkbenchException when it cannot be read or says what makes no sense; names the file and the key */
    public static TrainingConfig read(Path file) throws WorkbenchException {
        try {
            JsonNode said = Json.parse(Files.readString(file));
            if (!(said instanceof ObjectNode)) {
                throw new WorkbenchException("expected a JSON object with settings of a training");
            }
            ObjectNode all = (ObjectNode) Json.tree(TrainingConfig.PAPER);
            all.put("name", file.getFileName().toString().replaceFirst("\\.json$", ""));
            merge(all, said, "");
            TrainingConfig config = Json.convert(all, TrainingConfig.class);
            config.check();
            return config;
        } catch (IOException e) {
            throw new WorkbenchException("cannot read " + file + ": " + FileFault.reason(e), e);
        } catch (WorkbenchException e) {
            throw new WorkbenchException(file + ": " + e.getMessage(), e);
        }
    }

    private static void merge(ObjectNode all, JsonNode said, String path) throws WorkbenchException {
        for (Map.Entry<String, JsonNode> entry : said.properties()) {
            String key = path + entry.getKey();
            JsonNode known = all.get(entry.getKey());
            JsonNode value = entry.getValue();
            if (known == null) {
                StringBuilder keys = new StringBuilder();
                all.fieldNames().forEachRemaining(name -> keys.append(keys.isEmpty() ? "" : ", ")
                        .append(name));
                throw new WorkbenchException("there is no key '" + key + "'; known are " + keys);
            }
            if (known instanceof ObjectNode inner && value instanceof ObjectNode) {
                merge(inner, value, key + ".");
            } else if (known.getNodeType() != value.getNodeType()
                    || (known.isIntegralNumber() && !value.isIntegralNumber())) {
                throw new WorkbenchException(key + " is " + value + "; expected something like " + known);
            } else {
                all.set(entry.getKey(), value);
            }
        }
    }
}
