package org.spatialalign.engine.workflow.imports;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.spatialalign.engine.core.ContentHash;
import org.spatialalign.engine.store.ClipRecord;
import org.spatialalign.engine.store.Project;
import org.spatialalign.engine.store.ProjectException;

/** Finds the clip of a project that a file beside it speaks about. */
final class ClipIndex {

    private final Project project;
    private final Map<Path, ContentHash> hashes;
    private final Map<String, ClipRecord> byHash = new HashMap<>();
    private final Map<String, List<ClipRecord>> byName = new HashMap<>();

    /** @param hashes of files that were read already; others are added */
    ClipIndex(Project project, Map<Path, ContentHash> hashes) throws ProjectException {
        this.project = project;
        this.hashes = hashes;
        for (ClipRecord clip : project.clips().all()) {
            byHash.put(clip.hash().hex(), clip);
            byName.computeIfAbsent(clip.fileName(), name -> new ArrayList<>()).add(clip);
            byName.computeIfAbsent(stem(clip.fileName()), name -> new ArrayList<>())
                    .add(clip);
        }
    }

    /**
     * The clip, or why there is none.
     *
     * @param why with a clip: why it may be the wrong one; empty otherwise
     */
    record Found(@Nullable ClipRecord clip, String why) {
        static Found no(String why) {
            return new Found(null, why);
        }
    }

    /**
     * By the content that a file says its clip has, else by name.
     *
     * @param hash of the clip's content; null when the file does not say
     */
    Found byContent(@Nullable ContentHash hash, List<String> names, @Nullable String model) {
        ClipRecord same = hash == null ? null : byHash.get(hash.hex());
        if (same != null) {
            return new Found(same, "");
        }
        Found named = byName(names, model);
        return hash == null || named.clip() == null
                ? named
                : new Found(named.clip(), "they were made on a clip of this name with another content");
    }

    /** By content if the file is there, else by its name and the folder it would lie in. */
    Found byFile(Path file) throws ProjectException {
        if (Files.isRegularFile(file)) {
            try {
                ContentHash hash = hashOf(file);
                Optional<ClipRecord> clip = project.clips().find(hash.brief());
                if (clip.isPresent()) {
                    return new Found(clip.get(), "");
                }
            } catch (IOException e) {
                return Found.no(file + " cannot be read: " + e.getMessage());
            }
            return Found.no("this clip is not in the project; import it too");
        }
        return byName(List.of(nameOf(file)), modelOf(file));
    }

    /**
     * By the clip's file name, with or without ending.
     *
     * @param names tried in turn
     * @param model decides between clips of the same name; may be null
     */
    Found byName(List<String> names, @Nullable String model) {
        for (String name : names) {
            List<ClipRecord> clips = byName.getOrDefault(name, List.of());
            if (clips.size() == 1) {
                return new Found(clips.get(0), "");
            }
            List<ClipRecord> own =
                    clips.stream().filter(c -> c.model().equals(model)).toList();
            if (own.size() == 1) {
                return new Found(own.get(0), "");
            }
            if (clips.size() > 1) {
                List<String> models =
                        clips.stream().map(ClipRecord::model).sorted().toList();
                return Found.no("there are " + clips.size() + " clips of this name, of the models "
                        + String.join(", ", models) + "; name the model, or put the file into a folder of that name");
            }
        }
        return Found.no("the project has no clip of this name");
    }

    ContentHash hashOf(Path file) throws IOException {
        Path key = file.toAbsolutePath().normalize();
        ContentHash known = hashes.get(key);
        if (known == null) {
            known = ContentHash.ofFile(key);
            hashes.put(key, known);
        }
        return known;
    }

    /** The folder's name, without the ending that the paper's script gives to folders of detections. */
    static @Nullable String modelOf(Path file) {
        Path folder = file.toAbsolutePath().normalize().getParent();
        Path name = folder == null ? null : folder.getFileName();
        if (name == null) {
            return null;
        }
        String text = name.toString();
        return text.endsWith("_det") ? text.substring(0, text.length() - "_det".length()) : text;
    }

    static String nameOf(Path file) {
        Path name = file.getFileName();
        return name == null ? file.toString() : name.toString();
    }

    static String stem(String name) {
        int dot = name.lastIndexOf('.');
        return dot <= 0 ? name : name.substring(0, dot);
    }
}
