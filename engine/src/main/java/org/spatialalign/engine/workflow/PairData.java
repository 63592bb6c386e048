package org.spatialalign.engine.workflow;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.spatialalign.engine.core.ContentHash;
import org.spatialalign.engine.core.WorkbenchException;
import org.spatialalign.engine.generate.GenerationRecipe;
import org.spatialalign.engine.interchange.PairFormat;
import org.spatialalign.engine.interchange.PairRow;
import org.spatialalign.engine.interchange.PaperResultCsv;
import org.spatialalign.engine.prefer.Fragility;
import org.spatialalign.engine.prefer.PairClip;
import org.spatialalign.engine.prefer.PairIndex;
import org.spatialalign.engine.prefer.PairQueue;
import org.spatialalign.engine.prefer.PairRules;
import org.spatialalign.engine.prefer.PairSet;
import org.spatialalign.engine.prefer.PairSetBuilder;
import org.spatialalign.engine.prefer.PairShare;
import org.spatialalign.engine.prefer.PreferencePair;
import org.spatialalign.engine.prefer.ScoredPair;
import org.spatialalign.engine.prefer.VerdictLog;
import org.spatialalign.engine.prompt.DsrPrompt;
import org.spatialalign.engine.score.ScorePreset;
import org.spatialalign.engine.store.ClipListing;
import org.spatialalign.engine.store.ClipRecord;
import org.spatialalign.engine.store.ClipStatus;
import org.spatialalign.engine.store.GenerationRecord;
import org.spatialalign.engine.store.Project;

/**
 * All that pairing needs of a project, as it was at one moment. A clip whose score is out of date counts as one without,
 * and so is one that was never scored; clips without a prompt are left out. Immutable; any thread.
 *
 * @param index the clips to be paired
 * @param clips the project's clips by id
 * @param prompts the project's prompts by id, as far as a clip has them
 * @param boxes the present fingerprint of each clip's boxes
 */
public record PairData(
        String presetId,
        PairIndex index,
        Map<String, ClipRecord> clips,
        Map<String, DsrPrompt> prompts,
        Map<String, String> boxes,
        VerdictLog log) {

    /** @param model only clips of this source model; null takes all */
    public static PairData of(Project project, ScorePreset preset, @Nullable String model) throws WorkbenchException {
        List<PairClip> paired = new ArrayList<>();
        Map<String, ClipRecord> clips = new HashMap<>();
        Map<String, DsrPrompt> prompts = new HashMap<>();
        // Before the scores: a change in between makes a pair stale rather than wrongly current.
        Map<String, String> boxes = project.scores().inputHashes();
        Map<String, String> generators = generators(project);
        for (ClipListing listing : project.clips().listing(preset.id())) {
            ClipRecord clip = listing.clip();
            clips.put(clip.id(), clip);
            DsrPrompt prompt = listing.prompt();
            if (prompt != null && (model == null || model.equals(clip.model()))) {
                prompts.put(prompt.promptId(), prompt);
                Double score = listing.status() == ClipStatus.SCORED ? listing.dsrScore() : null;
                String generator = generators.getOrDefault(clip.id(), clip.model());
                paired.add(new PairClip(clip.id(), prompt.promptId(), prompt.type(), generator, score));
            }
        }
        return new PairData(
                preset.id(),
                PairIndex.of(paired),
                clips,
                prompts,
                boxes,
                project.verdicts().log());
    }

    /** The same clips, and what people say by now. */
    public PairData with(VerdictLog now) {
        return new PairData(presetId, index, clips, prompts, boxes, now);
    }

    /** The clips of the pairs that the rules make. */
    public Set<String> paired(PairRules rules) {
        Set<String> paired = new HashSet<>();
        for (ScoredPair pair : index.plan(rules, List.of()).pairs()) {
            paired.add(pair.winner());
            paired.add(pair.loser());
        }
        return paired;
    }

    /** What made each generated clip. What is known of imported ones is the name they came under. */
    private static Map<String, String> generators(Project project) throws WorkbenchException {
        Map<String, String> generators = new HashMap<>();
        for (GenerationRecord made : project.generations().all()) {
            GenerationRecipe.generator(made.recipe()).ifPresent(generator -> generators.put(made.clipId(), generator));
        }
        return generators;
    }

    /** What pairs would be put together, and which are held back. */
    public PairSetBuilder.Result build(PairRules rules, PairSet.Policy policy) {
        Map<String, String> sentences = new HashMap<>();
        prompts.forEach((id, prompt) -> sentences.put(id, prompt.sentence()));
        return new PairSetBuilder(index, sentences, boxes).build(rules, log, policy);
    }

    /**
     * The pairs that the rules make, for a person to judge.
     *
     * @param intervals of the clips' scores, from {@link ClipBoxes#intervals}; pairs of clips that are not in it count
     *     as firm
     */
    public List<PairQueue.Candidate> candidates(PairRules rules, Map<String, Fragility.Interval> intervals) {
        List<PairQueue.Candidate> candidates = new ArrayList<>();
        for (ScoredPair pair : index.plan(rules, List.of()).pairs()) {
            Fragility.Interval winner = intervals.get(pair.winner());
            Fragility.Interval loser = intervals.get(pair.loser());
            boolean fragile = winner != null
                    && loser != null
                    && Fragility.doubt(winner, loser, pair.type(), rules).any();
            candidates.add(new PairQueue.Candidate(pair.key(), fragile, pair.margin()));
        }
        return candidates;
    }

    /**
     * One annotator's pairs in the order of the queue.
     *
     * @param repeats share of the pairs that come twice
     */
    public PairShare share(
            Collection<PairQueue.Candidate> candidates,
            String annotator,
            boolean blind,
            double repeats,
            long seed,
            Instant createdAt) {
        List<PairShare.Item> items = new ArrayList<>();
        for (PairQueue.Item item : PairQueue.of(candidates, annotator, repeats, seed)) {
            PairClip left = index.clip(item.left()).orElseThrow();
            PairClip right = index.clip(item.right()).orElseThrow();
            items.add(new PairShare.Item(
                    left.promptId(),
                    prompt(left).sentence(),
                    left.type(),
                    record(left.id()).hash(),
                    record(right.id()).hash(),
                    item.repeat(),
                    blind ? null : left.score(),
                    blind ? null : right.score()));
        }
        return PairShare.of(annotator, blind, createdAt, items);
    }

    /**
     * A set's pairs as they are written into a file.
     *
     * @param folder the file's folder; clips are named by paths from there
     */
    private List<PairRow> rows(Project project, Collection<PreferencePair> pairs, Path folder)
            throws WorkbenchException {
        List<PairRow> rows = new ArrayList<>(pairs.size());
        Path from = folder.toAbsolutePath().normalize();
        for (PreferencePair pair : pairs) {
            rows.add(new PairRow(
                    pair.prompt(),
                    pair.promptId(),
                    pair.type(),
                    path(project, pair.chosen(), from),
                    path(project, pair.rejected(), from),
                    hash(pair.chosen()),
                    hash(pair.rejected()),
                    pair.tie(),
                    pair.chosenScore(),
                    pair.rejectedScore(),
                    pair.margin(),
                    pair.source(),
                    pair.annotators(),
                    pair.at(),
                    pair.reasons()));
        }
        return rows;
    }

    /**
     * Writes pairs into a file; ties only where the format has a place for them.
     *
     * @return how many were written
     */
    public int write(Project project, PairFormat format, Collection<PreferencePair> pairs, Path file)
            throws WorkbenchException, IOException {
        Path target = file.toAbsolutePath().normalize();
        List<PreferencePair> taken =
                pairs.stream().filter(pair -> format.keepsTies() || !pair.tie()).toList();
        Map<ContentHash, ClipRecord> byHash = new HashMap<>();
        clips.values().forEach(clip -> byHash.put(clip.hash(), clip));
        format.write(target, rows(project, taken, Objects.requireNonNull(target.getParent())), hash -> {
            ClipRecord clip = byHash.get(hash);
            return clip == null
                    ? PairFormat.Media.UNKNOWN
                    : new PairFormat.Media(
                            clip.model(), clip.video().frameRate(), clip.video().frameCount());
        });
        return taken.size();
    }

    /** Every paired clip with its reward, prompt by prompt, as the paper's training script reads it. */
    public List<PaperResultCsv.Row> rewards() {
        List<PaperResultCsv.Row> rows = new ArrayList<>();
        Map<String, List<PaperResultCsv.Sample>> samples = new HashMap<>();
        for (ClipRecord clip : clips.values()) {
            index.clip(clip.id())
                    .ifPresent(paired -> samples.computeIfAbsent(paired.promptId(), id -> new ArrayList<>())
                            .add(new PaperResultCsv.Sample(clip.fileName(), clip.seed(), paired.score())));
        }
        prompts.values().stream()
                .sorted(Comparator.comparing(DsrPrompt::promptId))
                .forEach(prompt ->
                        rows.add(new PaperResultCsv.Row(prompt, samples.getOrDefault(prompt.promptId(), List.of()))));
        return rows;
    }

    private DsrPrompt prompt(PairClip clip) {
        return Objects.requireNonNull(prompts.get(clip.promptId()));
    }

    private ClipRecord record(String clipId) {
        return Objects.requireNonNull(clips.get(clipId));
    }

    private ContentHash hash(String clipId) throws WorkbenchException {
        return find(clipId).hash();
    }

    private String path(Project project, String clipId, Path from) throws WorkbenchException {
        Path file = project.clipFile(find(clipId));
        return Objects.equals(from.getRoot(), file.getRoot())
                ? from.relativize(file).toString().replace('\\', '/')
                : file.toString();
    }

    private ClipRecord find(String clipId) throws WorkbenchException {
        ClipRecord clip = clips.get(clipId);
        if (clip == null) {
            throw new WorkbenchException("clip " + clipId + " is not in the project; import it first");
        }
        return clip;
    }
}
