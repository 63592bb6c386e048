package org.spatialalign.engine.workflow.imports;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.spatialalign.engine.core.CancelToken;
import org.spatialalign.engine.core.CancelledException;
import org.spatialalign.engine.geometry.FrameBoxes;
import org.spatialalign.engine.geometry.PixelBox;
import org.spatialalign.engine.geometry.Role;
import org.spatialalign.engine.interchange.InterchangeException;
import org.spatialalign.engine.interchange.RowProblem;
import org.spatialalign.engine.interchange.SeedEntry;
import org.spatialalign.engine.interchange.SeedFile;
import org.spatialalign.engine.media.VideoInfo;
import org.spatialalign.engine.store.ClipRecord;
import org.spatialalign.engine.store.Project;
import org.spatialalign.engine.store.ProjectException;

/** Takes seed boxes into a project. What a person drew there already is never replaced. */
final class SeedImport {

    private final Project project;
    private final ImportLines lines;
    private final ClipIndex index;

    SeedImport(Project project, ImportLines lines, ClipIndex index) {
        this.project = project;
        this.lines = lines;
        this.index = index;
    }

    void take(Path file, CancelToken cancel) throws ProjectException, CancelledException {
        String source = ClipIndex.nameOf(file);
        SeedFile.Contents contents;
        try {
            contents = SeedFile.readTolerant(file);
        } catch (InterchangeException e) {
            lines.skipped(source, e.explanation());
            return;
        }
        for (RowProblem problem : contents.problems()) {
            lines.skipped(source + ", " + problem.place(), problem.problem());
        }
        if (contents.entries().isEmpty() && contents.problems().isEmpty()) {
            lines.problem(source, "has no seed boxes");
        }
        Map<Path, List<SeedEntry>> byClip = new LinkedHashMap<>();
        contents.entries().forEach(e -> byClip.computeIfAbsent(e.clip(), clip -> new ArrayList<>())
                .add(e));
        for (Map.Entry<Path, List<SeedEntry>> clip : byClip.entrySet()) {
            cancel.check();
            take(source, clip.getKey(), clip.getValue());
        }
    }

    private void take(String source, Path file, List<SeedEntry> entries) throws ProjectException {
        String what = source + ", " + shortName(file);
        ClipIndex.Found found = index.byFile(file);
        ClipRecord clip = found.clip();
        if (clip == null) {
            lines.skipped(what, found.why());
            return;
        }
        Map<Integer, FrameBoxes> seeds = new TreeMap<>();
        project.seeds().of(clip.id()).forEach(s -> seeds.put(s.frame(), s));
        boolean changed = false;
        boolean said = false;
        for (SeedEntry entry : entries) {
            String unfit = unfit(entry, clip.video());
            FrameBoxes before = seeds.getOrDefault(entry.frame(), new FrameBoxes(entry.frame(), null, null));
            FrameBoxes after = merged(before, entry.boxes());
            if (!unfit.isEmpty()) {
                lines.skipped(what, unfit);
                said = true;
            } else if (!agrees(before, entry.boxes())) {
                lines.problem(what, "frame " + entry.frame() + " has other seed boxes already; those are kept");
                said = true;
            } else if (!after.equals(before)) {
                seeds.put(entry.frame(), after);
                changed = true;
            }
        }
        if (changed) {
            project.seeds().put(clip.id(), List.copyOf(seeds.values()), source);
            lines.seedsAdded(what, "");
        } else if (!said) {
            lines.alreadyThere(what, "");
        }
    }

    /** Why an entry cannot belong to its clip; empty when it can. */
    private static String unfit(SeedEntry entry, VideoInfo video) {
        if (entry.frame() >= video.frameCount()) {
            return "frame " + entry.frame() + " is not in the clip, which has frames 0 to " + (video.frameCount() - 1);
        }
        for (Role role : Role.values()) {
            PixelBox box = entry.boxes().box(role).orElse(null);
            if (box != null && box.clampTo(video.width(), video.height()).isEmpty()) {
                return "frame " + entry.frame() + ": the seed box lies wholly outside the picture of " + video.width()
                        + "x" + video.height();
            }
        }
        return "";
    }

    private static boolean agrees(FrameBoxes there, FrameBoxes given) {
        for (Role role : Role.values()) {
            boolean both = there.box(role).isPresent() && given.box(role).isPresent();
            if (both && !there.box(role).equals(given.box(role))) {
                return false;
            }
        }
        return true;
    }

    private static FrameBoxes merged(FrameBoxes there, FrameBoxes given) {
        FrameBoxes result = there;
        for (Role role : Role.values()) {
            if (result.box(role).isEmpty()) {
                result = result.with(role, given.box(role).orElse(null));
            }
        }
        return result;
    }

    private static String shortName(Path clip) {
        Path folder = clip.getParent();
        Path name = folder == null ? null : folder.getFileName();
        return name == null ? ClipIndex.nameOf(clip) : name + "/" + ClipIndex.nameOf(clip);
    }
}
