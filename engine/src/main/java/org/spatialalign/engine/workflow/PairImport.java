package org.spatialalign.engine.workflow;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.spatialalign.engine.core.ContentHash;
import org.spatialalign.engine.core.FileFault;
import org.spatialalign.engine.core.WorkbenchException;
import org.spatialalign.engine.interchange.InterchangeException;
import org.spatialalign.engine.interchange.PairRow;
import org.spatialalign.engine.prefer.PairSet;
import org.spatialalign.engine.prefer.PreferencePair;
import org.spatialalign.engine.prefer.PreferencePair.Source;
import org.spatialalign.engine.prompt.DsrPrompt;
import org.spatialalign.engine.prompt.DsrType;
import org.spatialalign.engine.store.ClipRecord;

/**
 * Turns the rows of a file into a set of pairs of a project. Clips are found by their hash, by the content of the file
 * that a path leads to, or by a file name that only one clip of the project has. All rows fit, or nothing is taken.
 */
public final class PairImport {

    private final PairData data;
    private final Path file;
    private final Map<String, ClipRecord> byHash = new HashMap<>();
    private final Map<String, List<ClipRecord>> byName = new HashMap<>();

    /** @param file where the rows come from; paths in it start at its folder */
    public PairImport(PairData data, Path file) {
        this.data = data;
        this.file = file.toAbsolutePath();
        for (ClipRecord clip : data.clips().values()) {
            byHash.put(clip.hash().hex(), clip);
            byName.computeIfAbsent(clip.fileName(), name -> new ArrayList<>()).add(clip);
        }
    }

    public PairSet set(String name, List<PairRow> rows, Instant createdAt) throws WorkbenchException {
        List<PreferencePair> pairs = new ArrayList<>(rows.size());
        Set<Source> sources = EnumSet.noneOf(Source.class);
        for (int i = 0; i < rows.size(); i++) {
            String place = "pair " + (i + 1);
            pairs.add(pair(rows.get(i), place));
            sources.add(rows.get(i).source());
        }
        PairSet.Policy policy = sources.size() == 2
                ? PairSet.Policy.BOTH
                : sources.contains(Source.SCORE) ? PairSet.Policy.SCORE : PairSet.Policy.VERDICT;
        return PairSet.of(name, policy, null, data.presetId(), createdAt, pairs);
    }

    private PreferencePair pair(PairRow row, String place) throws WorkbenchException {
        ClipRecord chosen = clip(row.chosen(), row.chosenHash(), place);
        ClipRecord rejected = clip(row.rejected(), row.rejectedHash(), place);
        String promptId = row.promptId() == null ? chosen.promptId() : row.promptId();
        DsrPrompt prompt = promptId == null ? null : data.prompts().get(promptId);
        DsrType type = row.type();
        if (type == null && prompt != null) {
            type = prompt.type();
        }
        if (promptId == null || type == null) {
            throw new InterchangeException(
                    file, place, "nothing says which prompt it belongs to; import the prompt list first");
        }
        if (chosen.id().equals(rejected.id())) {
            throw new InterchangeException(file, place, "is twice the same clip, " + chosen.fileName());
        }
        return new PreferencePair(
                promptId,
                row.prompt(),
                type,
                chosen.id(),
                rejected.id(),
                row.tie(),
                row.chosenScore(),
                row.rejectedScore(),
                row.margin(),
                row.source(),
                row.annotators(),
                row.at(),
                row.reasons(),
                data.boxes().getOrDefault(chosen.id(), ""),
                data.boxes().getOrDefault(rejected.id(), ""));
    }

    private ClipRecord clip(String path, @Nullable ContentHash hash, String place) throws WorkbenchException {
        ContentHash wanted = hash == null ? contentOf(path) : hash;
        ClipRecord found = wanted == null ? null : byHash.get(wanted.hex());
        if (found != null) {
            return found;
        }
        String name = path.substring(path.lastIndexOf('/') + 1);
        List<ClipRecord> named = wanted == null ? byName.getOrDefault(name, List.of()) : List.of();
        if (named.size() == 1) {
            return named.get(0);
        }
        throw new InterchangeException(
                file,
                place,
                named.isEmpty()
                        ? "the project has no clip " + path + "; import it first"
                        : "the project has " + named.size() + " clips named " + name
                                + "; add their SHA-256 as chosen_hash and rejected_hash");
    }

    private @Nullable ContentHash contentOf(String path) throws InterchangeException {
        try {
            Path clip = file.resolveSibling(path);
            return Files.isRegularFile(clip) ? ContentHash.ofFile(clip) : null;
        } catch (InvalidPathException e) {
            return null;
        } catch (IOException e) {
            throw new InterchangeException(file, path, "cannot be read: " + FileFault.reason(e), e);
        }
    }
}
