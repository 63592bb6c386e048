package org.spatialalign.engine.workflow;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.spatialalign.engine.core.AtomicFiles;
import org.spatialalign.engine.core.CancelledException;
import org.spatialalign.engine.core.CodeVersion;
import org.spatialalign.engine.core.FileFault;
import org.spatialalign.engine.core.Json;
import org.spatialalign.engine.core.WorkbenchException;
import org.spatialalign.engine.job.Job;
import org.spatialalign.engine.job.JobContext;
import org.spatialalign.engine.prompt.DsrPrompt;
import org.spatialalign.engine.score.ScoreOutcome;
import org.spatialalign.engine.store.ClipListing;
import org.spatialalign.engine.store.ClipRecord;
import org.spatialalign.engine.store.Project;
import org.spatialalign.engine.store.TrackRecord;
import org.spatialalign.engine.workflow.report.HtmlReport;
import org.spatialalign.engine.workflow.report.ReportData;
import org.spatialalign.engine.workflow.report.ReportRow;

/** Writes the report page. Scores that are out of date are computed first. */
public final class ReportJob implements Job {

    static final String KIND = "report";
    static final int VERSION = 1;

    /** With more clips their pictures would make a page that no browser opens; the report says that they are missing. */
    private static final int MOST_THUMBNAILS = 2000;

    private final Project project;
    private final ReportSpec spec;

    ReportJob(Project project, ReportSpec spec) {
        this.project = project;
        this.spec = spec;
    }

    @Override
    public JsonNode run(JobContext context) throws WorkbenchException, CancelledException {
        if (Files.isDirectory(spec.out())) {
            throw new WorkbenchException(spec.out() + " is a folder; name a file, for instance "
                    + spec.out().resolve("report.html"));
        }
        WorkSummary scored = new ScoreJob(project, spec.preset()).bringUpToDate(context, Set.of());
        List<ClipScore> scores = new ArrayList<>(ClipScore.all(project, new Scoring(project, spec.preset())));
        scores.sort(Comparator.comparing(ReportJob::sortKey));
        boolean thumbnails = spec.thumbnails() && scores.size() <= MOST_THUMBNAILS;
        List<ReportRow> rows = new ArrayList<>();
        Map<String, Integer> sources = new TreeMap<>();
        for (ClipScore score : scores) {
            context.cancel().check();
            context.progress(rows.size(), scores.size(), "clips", "");
            rows.add(row(score, thumbnails));
            sources.merge(source(score.listing().clip()), 1, Integer::sum);
        }
        List<String> lines = new ArrayList<>();
        sources.forEach((source, count) -> lines.add(source + ": " + count + (count == 1 ? " clip." : " clips.")));
        if (spec.thumbnails() && !thumbnails) {
            lines.add("Thumbnails are left out: there are more than " + MOST_THUMBNAILS + " clips.");
        }
        ReportData data = new ReportData(
                project.name(), Clock.systemUTC().instant(), spec.preset(), CodeVersion.CURRENT, lines, rows);
        try {
            AtomicFiles.write(spec.out(), temporary -> {
                try (BufferedWriter out = Files.newBufferedWriter(temporary)) {
                    HtmlReport.write(data, out);
                }
            });
        } catch (IOException e) {
            throw new WorkbenchException(spec.out() + " cannot be written: " + FileFault.reason(e), e);
        }
        return new WorkSummary(rows.size(), 0, List.of(), scored.failed()).toJson();
    }

    private static String sortKey(ClipScore score) {
        ClipRecord clip = score.listing().clip();
        // Clips of one prompt and seed stand together, model by model.
        return clip.promptId() + "\0" + (clip.seed() == null ? "" : String.format("%09d", clip.seed())) + "\0"
                + clip.model() + "\0" + clip.fileName();
    }

    private ReportRow row(ClipScore score, boolean thumbnails) throws WorkbenchException {
        ClipListing listing = score.listing();
        ClipRecord clip = listing.clip();
        DsrPrompt prompt = listing.prompt();
        String sentence = prompt != null
                ? ScoreSentence.explain(score.outcome(), prompt)
                : score.outcome() instanceof ScoreOutcome.Unscorable unscorable ? unscorable.detail() : "";
        return new ReportRow(
                clip.id(),
                clip.fileName(),
                clip.model(),
                prompt,
                clip.seed(),
                clip.video().frameCount(),
                score.outcome(),
                listing.corrected(),
                score.stale(),
                sentence,
                thumbnails ? thumbnail(clip) : null);
    }

    private @Nullable String thumbnail(ClipRecord clip) throws WorkbenchException {
        Path file = project.thumbnailFile(clip);
        try {
            return Base64.getEncoder().encodeToString(Files.readAllBytes(file));
        } catch (NoSuchFileException e) {
            // A clip of which not one frame could be read has none.
            return null;
        } catch (IOException e) {
            throw new WorkbenchException(file + " cannot be read: " + FileFault.reason(e), e);
        }
    }

    /** How a clip's boxes were made, in words; equal for clips made in the same way. */
    private String source(ClipRecord clip) throws WorkbenchException {
        Optional<TrackRecord> track = project.tracks().current(clip.id());
        if (track.isEmpty()) {
            return "No boxes";
        }
        TrackRecord made = track.get();
        JsonNode recipe = made.recipe();
        String version = ", version " + recipe.path("codeVersion").asText("unknown");
        String begin =
                DetectJob.detectorOf(made).map(detector -> "the " + detector).orElse("seeds");
        return switch (made.source()) {
            case TrackJob.SOURCE ->
                "Boxes followed from " + begin + ", options " + Json.write(recipe.path("options")) + version;
            case DetectJob.SOURCE -> "Refused by " + begin + version;
            default -> "Boxes imported (" + made.source() + ")";
        };
    }
}
