package org.spatialalign.engine.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.spatialalign.engine.core.CancelToken;
import org.spatialalign.engine.core.CancelledException;
import org.spatialalign.engine.core.Json;
import org.spatialalign.engine.core.UserCache;
import org.spatialalign.engine.core.WorkbenchException;
import org.spatialalign.engine.generate.ModelComponent;
import org.spatialalign.engine.generate.ModelFit;
import org.spatialalign.engine.generate.ModelFolder;
import org.spatialalign.engine.generate.ModelIdentity;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "inspect",
        header = "Say what a model's folder holds, and what is missing or wrong.",
        description = "Reads configurations and the headers of weights; nothing is loaded.%n",
        footerHeading = "%nExamples:%n",
        footer = {
            "  spatialalign model inspect models/Wan2.1-T2V-1.3B-Diffusers",
            "  spatialalign model inspect models/wan --hash --json"
        })
final class ModelInspectCommand extends Helpful implements Callable<Integer> {

    private final Console console;

    @Parameters(paramLabel = "DIR", description = "The model's folder, or that of one part of it.")
    private Path folder = Path.of("");

    @Option(
            names = "--hash",
            description = "Work out the model's identity too; reads all of it once, and remembers it.")
    private boolean hash;

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    ModelInspectCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws WorkbenchException, CancelledException {
        ModelFolder model = ModelFolder.inspect(folder);
        String identity = "";
        if (hash && model.complete()) {
            CancelToken cancel = new CancelToken();
            console.interruption().onRequest(cancel::cancel);
            ProgressLine line = new ProgressLine(console, "Reading the model");
            identity = new ModelIdentity(UserCache.folder())
                    .of(model, line, cancel)
                    .hex();
            line.done();
        }
        if (json) {
            console.out().println(Json.write(row(model, identity)));
        } else {
            table(model, identity);
        }
        model.allProblems().forEach(console::error);
        return model.allProblems().isEmpty() ? Main.DONE : Main.FAILED;
    }

    private void table(ModelFolder model, String identity) {
        console.out().println(model.path() + ": " + model.what());
        if (model.components().isEmpty()) {
            return;
        }
        console.out().println();
        TextTable table = new TextTable("part", ">parameters", ">size", "type", "", "");
        for (ModelComponent part : model.components()) {
            String types = part.types().keySet().stream().collect(Collectors.joining("+"));
            table.row(
                    part.role().folder(),
                    part.parameters() == 0 ? "" : String.format(Locale.ROOT, "%,d", part.parameters()),
                    ModelFit.gigabytes(part.bytes()),
                    types,
                    part.problems().isEmpty() ? "whole" : "NOT USABLE",
                    part.summary());
        }
        table.print(console.out());
        if (!identity.isEmpty()) {
            console.out().println();
            console.out().println("identity " + identity);
        }
    }

    private static ObjectNode row(ModelFolder model, String identity) {
        ObjectNode row = Json.object();
        row.put("folder", model.path().toString());
        row.put("kind", model.kind().name().toLowerCase(Locale.ROOT));
        row.put("what", model.what());
        row.put("complete", model.complete());
        if (!identity.isEmpty()) {
            row.put("identity", identity);
        }
        ArrayNode parts = row.putArray("components");
        for (ModelComponent part : model.components()) {
            ObjectNode node = parts.addObject();
            node.put("role", part.role().folder());
            node.put("summary", part.summary());
            node.put("parameters", part.parameters());
            node.put("bytes", part.bytes());
            node.set("types", Json.tree(part.types()));
            node.set("problems", Json.tree(part.problems()));
        }
        row.set("problems", Json.tree(model.problems()));
        return row;
    }
}
