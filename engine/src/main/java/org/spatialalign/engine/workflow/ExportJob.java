package org.spatialalign.engine.workflow;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.spatialalign.engine.core.CancelToken;
import org.spatialalign.engine.core.CancelledException;
import org.spatialalign.engine.core.FileFault;
import org.spatialalign.engine.core.Progress;
import org.spatialalign.engine.core.WorkbenchException;
import org.spatialalign.engine.geometry.Role;
import org.spatialalign.engine.interchange.CocoClip;
import org.spatialalign.engine.interchange.CocoJson;
import org.spatialalign.engine.interchange.CvatVideo;
import org.spatialalign.engine.interchange.CvatVideoXml;
import org.spatialalign.engine.interchange.MotSequence;
import org.spatialalign.engine.interchange.MotTxt;
import org.spatialalign.engine.interchange.PaperResultCsv;
import org.spatialalign.engine.interchange.ResultsJson;
import org.spatialalign.engine.job.Job;
import org.spatialalign.engine.job.JobContext;
import org.spatialalign.engine.media.Clip;
import org.spatialalign.engine.media.ClipDecoder;
import org.spatialalign.engine.media.DecodeOptions;
import org.spatialalign.engine.media.VideoInfo;
import org.spatialalign.engine.prompt.DsrPrompt;
import org.spatialalign.engine.score.ScoreOutcome;
import org.spatialalign.engine.store.ClipRecord;
import org.spatialalign.engine.store.Project;
import org.spatialalign.engine.track.EffectiveTracks;
import org.spatialalign.engine.workflow.ClipLoop.Progressed;
import org.spatialalign.engine.workflow.ClipLoop.Result;
import org.spatialalign.engine.workflow.WorkSummary.Item;
import org.spatialalign.engine.workflow.render.AnnotatedClip;
import org.spatialalign.engine.workflow.render.Filmstrip;
import org.spatialalign.engine.workflow.render.OverlayVideo;

/**
 * Writes scores, boxes or pictures of a project into files outside it. Scores that are out of date are computed first.
 * Each file is whole or absent; running the job again writes the same files again.
 */
public final class ExportJob implements Job {

    static final String KIND = "export";
    static final int VERSION = 1;

    private static final String NO_BOXES = "it has no boxes";

    private final Project project;
    private final ExportSpec spec;
    private final Scoring scoring;

    ExportJob(Project project, ExportSpec spec) {
        this.project = project;
        this.spec = spec;
        this.scoring = new Scoring(project, spec.preset());
    }

    @Override
    public JsonNode run(JobContext context) throws WorkbenchException, CancelledException {
        Set<String> ids = new HashSet<>(spec.clips());
        for (String id : spec.clips()) {
            Scoring.find(project, id);
        }
        new ScoreJob(project, spec.preset()).bringUpToDate(context, ids);
        List<ClipScore> chosen = new ArrayList<>();
        for (ClipScore score : ClipScore.all(project, scoring)) {
            ClipRecord clip = score.listing().clip();
            if ((ids.isEmpty() || ids.contains(clip.id()))
                    && (spec.model() == null || spec.model().equals(clip.model()))) {
                chosen.add(score);
            }
        }
        if (chosen.isEmpty()) {
            throw new WorkbenchException("there is no clip to export"
                    + (spec.model() == null ? "" : " of the source model '" + spec.model() + "'"));
        }
        try {
            return (spec.format().perClip() ? files(context, chosen) : oneFile(chosen)).toJson();
        } catch (IOException e) {
            throw new WorkbenchException(spec.out() + " cannot be written: " + FileFault.reason(e), e);
        }
    }

    // --- formats of one file

    private WorkSummary oneFile(List<ClipScore> scores) throws IOException, WorkbenchException {
        if (Files.isDirectory(spec.out())) {
            throw new WorkbenchException(spec.out() + " is a folder; name a file, for instance "
                    + spec.out().resolve("results" + spec.format().ending()));
        }
        if (spec.format() == ExportFormat.COCO) {
            return coco(scores);
        }
        if (spec.format() == ExportFormat.JSON) {
            ResultsJson.write(spec.out(), scores.stream().map(this::jsonRow).toList());
            return new WorkSummary(scores.size(), 0, List.of(), List.of());
        }
        List<Item> leftOut = new ArrayList<>();
        Map<String, PaperResultCsv.Row> rows = new LinkedHashMap<>();
        boolean severalModels = scores.stream()
                        .map(score -> score.listing().clip().model())
                        .distinct()
                        .count()
                > 1;
        for (ClipScore score : scores) {
            ClipRecord clip = score.listing().clip();
            DsrPrompt prompt = score.listing().prompt();
            if (prompt == null) {
                leftOut.add(new Item(
                        clip.id(), ClipLoop.name(clip), "it has no prompt, and the paper's list is one of prompts"));
                continue;
            }
            Double value = score.outcome() instanceof ScoreOutcome.Scored scored ? scored.dsrScore() : null;
            // The paper's lists hold one model each; several in one list are told apart by their folder.
            String video = severalModels ? clip.model() + "/" + clip.fileName() : clip.fileName();
            rows.computeIfAbsent(prompt.promptId(), id -> new PaperResultCsv.Row(prompt, new ArrayList<>()))
                    .samples()
                    .add(new PaperResultCsv.Sample(video, clip.seed(), value));
        }
        PaperResultCsv.write(spec.out(), List.copyOf(rows.values()));
        return new WorkSummary(scores.size() - leftOut.size(), 0, leftOut, List.of());
    }

    private WorkSummary coco(List<ClipScore> scores) throws IOException, WorkbenchException {
        List<Item> leftOut = new ArrayList<>();
        List<CocoClip> clips = new ArrayList<>();
        for (ClipScore score : scores) {
            ClipRecord clip = score.listing().clip();
            Optional<EffectiveTracks> tracks = Scoring.tracks(project, clip);
            if (tracks.isEmpty()) {
                leftOut.add(new Item(clip.id(), ClipLoop.name(clip), NO_BOXES));
                continue;
            }
            DsrPrompt prompt = score.listing().prompt();
            clips.add(CocoClip.of(
                    jsonRow(score),
                    prompt == null ? "" : prompt.sentence(),
                    clip.video().frameRate(),
                    boxes(clip, "animal", "object", tracks.get())));
        }
        if (clips.isEmpty()) {
            throw new WorkbenchException("no clip has boxes to export: give them seed boxes and track them first");
        }
        CocoJson.write(spec.out(), clips);
        return new WorkSummary(clips.size(), 0, leftOut, List.of());
    }

    private ResultsJson.Row jsonRow(ClipScore score) {
        ClipRecord clip = score.listing().clip();
        DsrPrompt prompt = score.listing().prompt();
        return new ResultsJson.Row(
                clip.id(),
                clip.fileName(),
                clip.model(),
                clip.promptId(),
                clip.seed(),
                prompt == null ? null : prompt.type(),
                spec.preset().id(),
                score.outcome());
    }

    // --- formats of one file per clip

    private WorkSummary files(JobContext context, List<ClipScore> scores)
            throws IOException, WorkbenchException, CancelledException {
        if (Files.isRegularFile(spec.out()) && scores.size() > 1) {
            throw new WorkbenchException(
                    spec.out() + " is a file, and this format writes one file per clip; name a folder");
        }
        Map<String, ClipScore> byId = new LinkedHashMap<>();
        scores.forEach(score -> byId.put(score.listing().clip().id(), score));
        Map<String, Path> places = places(scores);
        List<ClipRecord> clips =
                byId.values().stream().map(score -> score.listing().clip()).toList();
        return new ClipLoop(context).run(clips, (clip, progressed) -> {
            Optional<EffectiveTracks> tracks = Scoring.tracks(project, clip);
            if (tracks.isEmpty()) {
                if (!spec.clips().isEmpty()) {
                    throw new WorkbenchException("it has no boxes to export: give it seed boxes and track it first");
                }
                return Result.leftOut(NO_BOXES);
            }
            Path file = Objects.requireNonNull(places.get(clip.id()));
            Path parent = file.toAbsolutePath().getParent();
            if (parent != null) {
                Files.createDirectories(parent);
            }
            write(file, Objects.requireNonNull(byId.get(clip.id())), tracks.get(), context.cancel(), progressed);
            return Result.DONE;
        });
    }

    private void write(Path file, ClipScore score, EffectiveTracks tracks, CancelToken cancel, Progressed progressed)
            throws IOException, WorkbenchException, CancelledException {
        switch (spec.format()) {
            case MOT -> {
                MotTxt.write(file, tracks.frames());
                sequence(score.listing().clip()).write(file);
            }
            case CVAT -> CvatVideoXml.write(file, cvat(score, tracks));
            default -> picture(file, score, tracks, cancel, progressed);
        }
    }

    private void picture(Path file, ClipScore score, EffectiveTracks tracks, CancelToken cancel, Progressed progressed)
            throws WorkbenchException, CancelledException {
        ClipRecord clip = score.listing().clip();
        Clip frames = new ClipDecoder()
                .decode(project.clipFile(clip), DecodeOptions.FULL, Progress.Listener.NONE, cancel)
                .clip();
        AnnotatedClip subject =
                AnnotatedClip.of(ClipLoop.name(clip), score.listing().prompt(), frames, tracks, score.outcome());
        if (spec.format() == ExportFormat.OVERLAY_MP4) {
            OverlayVideo.write(subject, file, p -> progressed.to(p.done(), p.total()), cancel);
        } else {
            Filmstrip.write(subject, Filmstrip.Options.DEFAULT, file);
        }
    }

    private static CvatVideo cvat(ClipScore score, EffectiveTracks tracks) {
        DsrPrompt prompt = score.listing().prompt();
        return boxes(
                score.listing().clip(),
                prompt == null ? "animal" : prompt.animal(),
                prompt == null ? "object" : prompt.object(),
                tracks);
    }

    private static MotSequence sequence(ClipRecord clip) {
        VideoInfo video = clip.video();
        return new MotSequence(
                clip.fileName(), clip.hash(), video.frameRate(), video.frameCount(), video.width(), video.height());
    }

    private static CvatVideo boxes(ClipRecord clip, String animal, String object, EffectiveTracks tracks) {
        return new CvatVideo(
                clip.fileName(),
                clip.hash(),
                tracks.frameCount(),
                clip.video().width(),
                clip.video().height(),
                List.of(
                        CvatVideo.track(animal, tracks.of(Role.ANIMAL)),
                        CvatVideo.track(object, tracks.of(Role.OBJECT))));
    }

    /** Where each clip's file goes: {@code out/model/name.ending}, without the model's folder when there is but one. */
    private Map<String, Path> places(List<ClipScore> scores) {
        String ending = spec.format().ending();
        Map<String, Path> places = new LinkedHashMap<>();
        if (scores.size() == 1 && spec.out().toString().endsWith(ending) && !Files.isDirectory(spec.out())) {
            places.put(scores.get(0).listing().clip().id(), spec.out());
            return places;
        }
        long models = scores.stream()
                .map(score -> score.listing().clip().model())
                .distinct()
                .count();
        Set<Path> taken = new HashSet<>();
        for (ClipScore score : scores) {
            ClipRecord clip = score.listing().clip();
            String stem = clip.fileName().replaceFirst("\\.[A-Za-z0-9]+$", "");
            Path folder = models > 1 && !clip.model().isEmpty() ? spec.out().resolve(safe(clip.model())) : spec.out();
            Path file = folder.resolve(safe(stem) + ending);
            places.put(clip.id(), taken.add(file) ? file : folder.resolve(safe(stem) + "-" + clip.id() + ending));
        }
        return places;
    }

    /** Model names come from people and folders; in a path they must stay one name. */
    private static String safe(String name) {
        String one = name.replaceAll("[/\\\\\\x00-\\x1f:]", "_");
        return one.equals(".") || one.equals("..") ? "_" : one;
    }
}
