package org.spatialalign.engine.workflow.imports;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.spatialalign.engine.core.WorkbenchException;
import org.spatialalign.engine.interchange.ClipName;
import org.spatialalign.engine.interchange.NamePattern;

/** What the names of clips would give, for showing before anything is imported. Pure and quick; nothing is opened. */
public final class ImportPreview {

    private ImportPreview() {}

    /**
     * One clip.
     *
     * @param model where it would be filed: the given model, the name's, or the parent folder
     * @param why why prompt and seed are unknown; empty when they are known. Such a clip is imported all the same and
     *     matched to a prompt by hand
     */
    public record Row(Path file, String model, @Nullable String promptId, @Nullable Integer seed, String why) {

        public boolean matched() {
            return promptId != null;
        }
    }

    /**
     * @param files clips, whose names alone are looked at
     * @param model the source model of all, or null
     * @param namePattern a person's regular expression, or null for the paper's naming
     * @throws WorkbenchException when the pattern is none
     */
    public static List<Row> of(List<Path> files, @Nullable String model, @Nullable String namePattern)
            throws WorkbenchException {
        NamePattern pattern = pattern(namePattern);
        return files.stream().map(file -> row(file, model, pattern)).toList();
    }

    static NamePattern pattern(@Nullable String namePattern) throws WorkbenchException {
        return namePattern == null || namePattern.isBlank() ? NamePattern.PAPER : NamePattern.of(namePattern);
    }

    static Row row(Path file, @Nullable String model, NamePattern pattern) {
        Path name = file.getFileName();
        NamePattern.Match match = pattern.match(name == null ? "" : name.toString());
        ClipName parsed = match.name();
        String source = model;
        if (source == null || source.isBlank()) {
            source = parsed == null ? null : parsed.model();
        }
        if (source == null) {
            source = parentFolder(file);
        }
        return parsed == null
                ? new Row(file, source, null, null, match.why())
                : new Row(file, source, parsed.promptId(), parsed.seed(), "");
    }

    /** The name of the folder a clip lies in; empty for one at the root. */
    private static String parentFolder(Path file) {
        Path parent = file.toAbsolutePath().normalize().getParent();
        Path name = parent == null ? null : parent.getFileName();
        return name == null ? "" : name.toString();
    }
}
