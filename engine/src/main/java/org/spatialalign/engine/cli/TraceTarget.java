package org.spatialalign.engine.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.spatialalign.engine.core.ContentHash;
import org.spatialalign.engine.core.FileFault;
import org.spatialalign.engine.core.WorkbenchException;
import org.spatialalign.engine.store.ClipRecord;
import org.spatialalign.engine.store.PairSetRepository.Heading;
import org.spatialalign.engine.store.Project;
import org.spatialalign.engine.store.PromptSet;
import org.spatialalign.engine.workflow.provenance.NodeId;
import org.spatialalign.engine.workflow.provenance.Provenance;

/** What people may write for a thing of a project: a file, a name, an id, or kind and key. */
final class TraceTarget {

    private static final String WEIGHTS = ".*\\.(safetensors|ckpt|pt|pth|bin)";

    private TraceTarget() {}

    /** @throws WorkbenchException when it fits nothing, or several things */
    static NodeId find(Project project, Provenance provenance, String text) throws WorkbenchException {
        Optional<NodeId> spelt = NodeId.parse(text);
        if (spelt.isPresent()) {
            return spelt.get();
        }
        Optional<Path> file = file(text);
        if (file.isPresent()) {
            return ofFile(project, provenance, file.get());
        }
        List<NodeId> fitting = named(project, text);
        if (fitting.isEmpty()) {
            throw new WorkbenchException("nothing in " + project.folder() + " is called '" + text
                    + "'; give the file of a LoRA or a clip, the number of a training, the name of a set, the id of a"
                    + " clip or a prompt, or kind and key, as in clip:3f9c0a77b1de");
        }
        if (fitting.size() > 1) {
            throw new WorkbenchException("'" + text + "' fits " + fitting.size() + " things; write one of "
                    + fitting.stream().limit(6).map(NodeId::text).collect(Collectors.joining(", ")));
        }
        return fitting.get(0);
    }

    private static Optional<Path> file(String text) {
        try {
            return Optional.of(Path.of(text)).filter(Files::isRegularFile);
        } catch (InvalidPathException e) {
            // Then it is some other name.
            return Optional.empty();
        }
    }

    private static NodeId ofFile(Project project, Provenance provenance, Path file) throws WorkbenchException {
        if (file.getFileName().toString().matches(WEIGHTS)) {
            return provenance.lora(file.toAbsolutePath().normalize());
        }
        try {
            ContentHash hash = ContentHash.ofFile(file);
            return project.clips()
                    .find(hash.brief())
                    .map(clip -> NodeId.clip(clip.id()))
                    .orElseThrow(() ->
                            new WorkbenchException(file + " is neither a LoRA nor a clip of " + project.folder()));
        } catch (IOException e) {
            throw new WorkbenchException("cannot read " + file + ": " + FileFault.reason(e), e);
        }
    }

    private static List<NodeId> named(Project project, String text) throws WorkbenchException {
        List<NodeId> fitting = new ArrayList<>();
        if (text.matches("\\d{1,18}")
                && project.jobs().find(Long.parseLong(text)).isPresent()) {
            fitting.add(NodeId.run(Long.parseLong(text)));
        }
        for (Heading set : project.pairSets().all()) {
            if (set.name().equals(text)) {
                fitting.add(NodeId.pairSet(text));
            }
        }
        project.promptSets()
                .latest(text)
                .map(PromptSet::id)
                .map(NodeId::promptSet)
                .ifPresent(fitting::add);
        if (project.prompts().find(text).isPresent()) {
            fitting.add(NodeId.prompt(text));
        }
        List<ClipRecord> clips = project.clips().all();
        ClipChoice.fitting(clips, text).forEach(id -> fitting.add(NodeId.clip(id)));
        if (clips.stream().anyMatch(clip -> clip.model().equals(text))) {
            fitting.add(NodeId.evaluation(text));
        }
        return fitting;
    }
}
