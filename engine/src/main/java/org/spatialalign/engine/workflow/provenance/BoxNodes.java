package org.spatialalign.engine.workflow.provenance;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.spatialalign.engine.core.CodeVersion;
import org.spatialalign.engine.core.Json;
import org.spatialalign.engine.core.WorkbenchException;
import org.spatialalign.engine.score.ScorePreset;
import org.spatialalign.engine.score.UnscorableReason;
import org.spatialalign.engine.store.ClipRecord;
import org.spatialalign.engine.store.Edit;
import org.spatialalign.engine.store.EditJournal;
import org.spatialalign.engine.store.Project;
import org.spatialalign.engine.store.ScoreRepository.Heading;
import org.spatialalign.engine.store.TrackRecord;
import org.spatialalign.engine.workflow.DetectJob;
import org.spatialalign.engine.workflow.provenance.Node.Fact;

/** The boxes of clips. */
record BoxNodes(Moment moment, Uses uses) implements NodeSource {

    /** How many of people's edits are told. */
    private static final int EDITS = 3;

    @Override
    public Node describe(String key) throws WorkbenchException {
        Project project = moment.project();
        String clip = project.clips()
                .find(key)
                .orElseThrow(() -> new WorkbenchException("there is no clip '" + key + "' in the project"))
                .name();
        List<Fact> facts = new ArrayList<>();
        Optional<TrackRecord> track = project.tracks().current(key);
        facts.add(new Fact(
                "machine's boxes",
                track.map(made -> made.source() + ", " + Words.time(made.createdAt())
                                + version(made.recipe().path("codeVersion").asText()))
                        .orElse("none")));
        track.flatMap(DetectJob::detectorOf).ifPresent(detector -> facts.add(new Fact("began with", detector)));
        track.map(made -> made.recipe().path("found").path("refused").asText(""))
                .filter(refused -> !refused.isEmpty())
                .ifPresent(refused -> facts.add(new Fact("refused", refused)));
        boolean corrected = !project.tracks().annotation(key).corrections().isEmpty();
        List<Edit> edits = project.edits().of(EditJournal.ANNOTATION, key);
        facts.add(new Fact(
                "corrections",
                corrected ? edits.isEmpty() ? "some" : "by people, in " + Words.count(edits.size(), "edit") : "none"));
        for (Edit edit : edits.subList(0, Math.min(EDITS, edits.size()))) {
            String by = edit.author().isBlank() ? "" : " by " + edit.author();
            facts.add(new Fact(Words.time(edit.at()), edit.label() + by));
        }
        TrainedOn went = TrainedOn.of(moment, key);
        if (!went.isEmpty()) {
            facts.add(new Fact("trainings", went.words() + ": run " + went.runs()));
        }
        List<StaleReason> stale = new ArrayList<>();
        if (track.isPresent() && seedsChanged(key, track.get())) {
            stale.add(new StaleReason("the seed boxes were changed after the clip was tracked", NodeId.boxes(key)));
        }
        return new Node(NodeId.boxes(key), clip + (corrected ? ", corrected" : ""), facts, stale);
    }

    private static String version(String code) {
        return code.isEmpty() ? "" : ", version " + code;
    }

    /** A track out of a file has no seeds. */
    private boolean seedsChanged(String clipId, TrackRecord track) throws WorkbenchException {
        return track.recipe().path("given").isArray()
                && !track.recipe()
                        .path("given")
                        .equals(Json.tree(moment.project().seeds().of(clipId)));
    }

    @Override
    public List<NodeId> from(String key) {
        return List.of(NodeId.clip(key));
    }

    @Override
    public List<NodeId> of(String key) throws WorkbenchException {
        if (!uses.hasBoxes(key)) {
            return List.of();
        }
        List<NodeId> made = new ArrayList<>(uses.scores(key));
        if (made.isEmpty()) {
            made.addAll(uses.pairs(key));
        }
        made.addAll(uses.verdicts(key));
        return made;
    }

    /** Scores. */
    record Scores(Moment moment, Uses uses) implements NodeSource {

        @Override
        public Node describe(String key) throws WorkbenchException {
            Heading score = find(key);
            Double number = score.dsrScore();
            UnscorableReason reason = score.reason();
            String value = number != null
                    ? String.format(Locale.ROOT, "%.3f", number)
                    : reason == null ? "unscorable" : "unscorable: " + reason.title();
            List<Fact> facts = List.of(
                    new Fact("preset", score.presetId()),
                    new Fact("computed", Words.time(score.computedAt()) + version(score.codeVersion())));
            List<StaleReason> stale = new ArrayList<>();
            String now = moment.project().scores().inputHash(score.clipId()).hex();
            if (!now.equals(score.inputHash())) {
                stale.add(new StaleReason(
                        "the boxes were changed after it was computed ("
                                + BoxChanges.since(moment, score.clipId(), score.computedAt()) + ")",
                        NodeId.boxes(score.clipId())));
            }
            if (!score.codeVersion().equals(CodeVersion.CURRENT)) {
                stale.add(new StaleReason(
                        "it was computed by version " + score.codeVersion() + ", and this is " + CodeVersion.CURRENT,
                        new NodeId(NodeKind.SCORE, key)));
            }
            String preset = score.presetId().equals(ScorePreset.PAPER.id()) ? "" : " (" + score.presetId() + ")";
            String clip = moment.project()
                    .clips()
                    .find(score.clipId())
                    .map(ClipRecord::name)
                    .orElse(score.clipId());
            return new Node(new NodeId(NodeKind.SCORE, key), value + preset + ", " + clip, facts, stale);
        }

        private Heading find(String key) throws WorkbenchException {
            String clip = key.substring(0, Math.max(0, key.indexOf(':')));
            return moment.project().scores().headings(clip).stream()
                    .filter(score -> NodeId.score(clip, score.presetId()).key().equals(key))
                    .findFirst()
                    .orElseThrow(() -> new WorkbenchException(
                            "there is no score '" + key + "'; expected a clip's id, a colon and a preset"));
        }

        @Override
        public List<NodeId> from(String key) throws WorkbenchException {
            return List.of(NodeId.boxes(find(key).clipId()));
        }

        @Override
        public List<NodeId> of(String key) throws WorkbenchException {
            return uses.pairs(find(key).clipId());
        }
    }
}
