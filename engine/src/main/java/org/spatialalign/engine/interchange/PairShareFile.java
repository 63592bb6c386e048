package org.spatialalign.engine.interchange;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.spatialalign.engine.core.AtomicFiles;
import org.spatialalign.engine.core.FileFault;
import org.spatialalign.engine.core.Json;
import org.spatialalign.engine.core.WorkbenchException;
import org.spatialalign.engine.prefer.PairShare;

/** The pairs that one annotator is asked to judge, as a JSON file. */
public final class PairShareFile {

    private static final String FORMAT = "spatialalign-pair-share";

    private PairShareFile() {}

    public static void write(Path file, PairShare share) throws IOException {
        ObjectNode json = Json.object().put("format", FORMAT).put("version", 1);
        json.set("share", Json.tree(share));
        AtomicFiles.write(file, temporary -> Files.writeString(temporary, json.toPrettyString() + "\n"));
    }

    public static PairShare read(Path file) throws InterchangeException {
        String text;
        try {
            text = Files.readString(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new InterchangeException(file, "", "cannot be read: " + FileFault.reason(e), e);
        }
        try {
            JsonNode json = Json.parse(text);
            if (!FORMAT.equals(json.path("format").asText())) {
                throw new InterchangeException(
                        file, "format", "is no share of pairs; write one with 'spatialalign pairs share'");
            }
            if (json.path("version").asInt() != 1) {
                throw new InterchangeException(
                        file,
                        "version",
                        "was written by a newer version of the program; update the program to read it");
            }
            return Json.convert(json.path("share"), PairShare.class);
        } catch (InterchangeException e) {
            throw e;
        } catch (WorkbenchException e) {
            throw new InterchangeException(file, "", String.valueOf(e.getMessage()), e);
        }
    }
}
