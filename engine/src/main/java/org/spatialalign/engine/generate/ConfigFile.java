package org.spatialalign.engine.generate;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.spatialalign.engine.core.FileFault;
import org.spatialalign.engine.core.Json;
import org.spatialalign.engine.core.WorkbenchException;

/** Reads the small JSON files of model folders, whoever wrote them. */
final class ConfigFile {

    /** Published ones have a few kilobytes. */
    private static final long LARGEST = 1 << 20;

    private ConfigFile() {}

    /** @throws WorkbenchException when it is not there, far too large, or no JSON object; names the file */
    static JsonNode read(Path file) throws WorkbenchException {
        try {
            if (Files.size(file) > LARGEST) {
                throw new WorkbenchException(
                        file + " has " + Files.size(file) + " bytes; expected a small JSON file. Fetch it again");
            }
            JsonNode json = Json.parse(Files.readString(file));
            if (!json.isObject()) {
                throw new WorkbenchException(file + " is no JSON object; fetch it again");
            }
            return json;
        } catch (IOException e) {
            throw new WorkbenchException("cannot read " + file + ": " + FileFault.reason(e), e);
        } catch (WorkbenchException e) {
            String said = String.valueOf(e.getMessage());
            throw said.startsWith(file.toString()) ? e : new WorkbenchException(file + ": " + said, e);
        }
    }

    /** The class that a configuration says it is for; empty when it does not. */
    static String className(JsonNode config) {
        String name = config.path("_class_name").asText();
        if (!name.isEmpty()) {
            return name;
        }
        String architecture = config.path("architectures").path(0).asText();
        return architecture.isEmpty() ? config.path("model_type").asText() : architecture;
    }
}
