package org.spatialalign.app.pairs;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.spatialalign.engine.core.FileFault;
import org.spatialalign.engine.core.WorkbenchException;
import org.spatialalign.engine.interchange.PairFormat;
import org.spatialalign.engine.interchange.PairShareFile;
import org.spatialalign.engine.interchange.PaperResultCsv;
import org.spatialalign.engine.interchange.VerdictFile;
import org.spatialalign.engine.prefer.PairKey;
import org.spatialalign.engine.prefer.PairQueue;
import org.spatialalign.engine.prefer.PairRules;
import org.spatialalign.engine.prefer.PairSet;
import org.spatialalign.engine.prefer.PairShare;
import org.spatialalign.engine.prefer.PreferencePair;
import org.spatialalign.engine.prefer.VerdictEvent;
import org.spatialalign.engine.store.Project;
import org.spatialalign.engine.workflow.PairData;
import org.spatialalign.engine.workflow.PairImport;

/** Pairs, shares and verdicts as files, and sets in the project. Any thread but the FX thread. */
final class PairFiles {

    /** What pairs are written as. */
    enum Format {
        JSONL("Pairs as JSONL: prompt, chosen, rejected", PairFormat.JSONL),
        DIFFUSION_DPO("Diffusion-DPO: caption, two clips, labels", PairFormat.DIFFUSION_DPO),
        VIDEO_ALIGN("VideoAlign's CSV: two clips, A, B or same", PairFormat.VIDEO_ALIGN),
        PAPER_CSV("The paper's CSV of rewards, every clip", null);

        private final String title;
        private final @Nullable PairFormat pairs;

        Format(String title, @Nullable PairFormat pairs) {
            this.title = title;
            this.pairs = pairs;
        }

        String title() {
            return title;
        }

        String fileName() {
            return pairs == null ? "rewards.csv" : "pairs" + pairs.ending();
        }

        String ending() {
            return pairs == null ? "*.csv" : "*" + pairs.ending();
        }
    }

    /**
     * How pairs are handed out.
     *
     * @param overlap share of the pairs that go to two annotators
     * @param repeats share of an annotator's pairs that come twice
     */
    record HandOut(List<String> annotators, double overlap, double repeats, boolean blind) {}

    private final Project project;
    private final PairData data;

    PairFiles(Project project, PairData data) {
        this.project = project;
        this.data = data;
    }

    /** Keeps the pairs of these rules and verdicts under a name. */
    PairSet keep(String name, PairSet.Policy policy, PairRules rules, Instant now) throws WorkbenchException {
        PairSet set = PairSet.of(
                name,
                policy,
                rules,
                data.presetId(),
                now,
                data.build(rules, policy).pairs());
        project.pairSets().add(set);
        return set;
    }

    /**
     * Writes pairs, and says what was written.
     *
     * @param set name of a set; null writes what rules and verdicts give now
     */
    String write(Format format, @Nullable String set, PairSet.Policy policy, PairRules rules, Path file)
            throws WorkbenchException {
        PairFormat as = format.pairs;
        try {
            if (as == null) {
                List<PaperResultCsv.Row> rows = data.rewards();
                PaperResultCsv.write(file, rows);
                return "Rewards of the clips of %,d prompts written to %s".formatted(rows.size(), file);
            }
            List<PreferencePair> all = set == null
                    ? data.build(rules, policy).pairs()
                    : project.pairSets()
                            .find(set)
                            .orElseThrow(() -> new WorkbenchException("The set '" + set + "' is no longer there."))
                            .pairs();
            int written = data.write(project, as, all, file);
            int ties = all.size() - written;
            return "%s written to %s%s"
                    .formatted(count(written, "pair"), file, ties == 0 ? "" : "; " + count(ties, "tie") + " left out");
        } catch (IOException e) {
            throw new WorkbenchException(file + " cannot be written: " + FileFault.reason(e), e);
        }
    }

    private static String count(int number, String what) {
        return "%,d %s%s".formatted(number, what, number == 1 ? "" : "s");
    }

    private static String is(int number, String what) {
        return count(number, what) + (number == 1 ? " is" : " are");
    }

    /** Keeps the pairs of a file under a name; all of them, or none. */
    PairSet read(Path file, String name, Instant now) throws WorkbenchException {
        PairSet set = new PairImport(data, file).set(name, PairFormat.of(file).read(file), now);
        project.pairSets().add(set);
        return set;
    }

    /** Everything one annotator said here, or all of them for null. */
    String writeVerdicts(@Nullable String annotator, Path file) throws WorkbenchException {
        List<VerdictEvent> events = project.verdicts().log().events().values().stream()
                .filter(event -> annotator == null || event.annotator().equals(annotator))
                .toList();
        try {
            VerdictFile.write(file, events);
        } catch (IOException e) {
            throw new WorkbenchException(file + " cannot be written: " + FileFault.reason(e), e);
        }
        return "%s written to %s".formatted(count(events.size(), "verdict"), file);
    }

    /** Takes in verdicts of others; the order of the files, and doing it twice, makes no difference. */
    String merge(List<Path> files) throws WorkbenchException {
        List<VerdictEvent> events = new ArrayList<>();
        for (Path file : files) {
            events.addAll(VerdictFile.read(file));
        }
        int added = project.verdicts().merge(events);
        int disputed = project.verdicts().log().disputed().size();
        return "%,d of %s new; %s disputed".formatted(added, is(events.size(), "verdict"), is(disputed, "pair"));
    }

    /** Writes one file for each annotator into a folder. */
    String handOut(HandOut how, List<PairQueue.Candidate> candidates, long seed, Instant now, Path folder)
            throws WorkbenchException {
        Map<PairKey, PairQueue.Candidate> byKey = new HashMap<>();
        candidates.forEach(candidate -> byKey.put(candidate.key(), candidate));
        int together = Math.min(2, Set.copyOf(how.annotators).size());
        Map<String, List<PairKey>> parts =
                PairQueue.handOut(byKey.keySet(), how.annotators, how.overlap, together, seed);
        for (Map.Entry<String, List<PairKey>> part : parts.entrySet()) {
            Set<PairKey> own = new HashSet<>(part.getValue());
            PairShare share = data.share(
                    candidates.stream()
                            .filter(candidate -> own.contains(candidate.key()))
                            .toList(),
                    part.getKey(),
                    how.blind,
                    how.repeats,
                    seed,
                    now);
            Path file = folder.resolve(part.getKey() + ".json");
            try {
                PairShareFile.write(file, share);
            } catch (IOException e) {
                throw new WorkbenchException(file + " cannot be written: " + FileFault.reason(e), e);
            }
        }
        return "%s handed out to %s, one file each in %s"
                .formatted(count(byKey.size(), "pair"), String.join(", ", parts.keySet()), folder);
    }

    /**
     * Keeps the pairs that were handed out.
     *
     * @return the one that is to be judged: the annotator's own if there is one
     */
    PairShare takeShares(List<Path> files, String annotator) throws WorkbenchException {
        List<PairShare> read = new ArrayList<>();
        for (Path file : files) {
            read.add(PairShareFile.read(file));
        }
        for (PairShare share : read) {
            project.pairShares().add(share);
        }
        return read.stream()
                .filter(share -> share.annotator().equals(annotator))
                .findFirst()
                .orElse(read.get(0));
    }

    /** How many of a share's pairs have a clip that the project lacks. */
    int missing(PairShare share) {
        return (int) share.items().stream()
                .filter(item -> data.index().clip(item.left().brief()).isEmpty()
                        || data.index().clip(item.right().brief()).isEmpty())
                .count();
    }
}
