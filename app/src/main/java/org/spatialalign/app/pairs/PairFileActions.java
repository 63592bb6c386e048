package org.spatialalign.app.pairs;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.spatialalign.app.fx.Dialogs;
import org.spatialalign.app.fx.Notices;
import org.spatialalign.app.fx.UiExecutor;
import org.spatialalign.engine.core.CancelToken;
import org.spatialalign.engine.prefer.Choice;
import org.spatialalign.engine.prefer.Fragility;
import org.spatialalign.engine.prefer.PairRules;
import org.spatialalign.engine.prefer.PairSet;
import org.spatialalign.engine.prefer.PairShare;
import org.spatialalign.engine.score.ScorePreset;
import org.spatialalign.engine.store.PairSetRepository;
import org.spatialalign.engine.store.Project;
import org.spatialalign.engine.workflow.ClipBoxes;
import org.spatialalign.engine.workflow.PairData;

/** Asks what is to be kept, written or read, and does it off the FX thread. */
final class PairFileActions implements PairsCommands.Actions {

    private final PairsViewModel pairs;
    private final UiExecutor executor;
    private final Dialogs dialogs;
    private final Notices notices;
    private final PairsPage page;
    private final InstantSource clock = InstantSource.system();

    PairFileActions(PairsViewModel pairs, UiExecutor executor, Dialogs dialogs, Notices notices, PairsPage page) {
        this.pairs = pairs;
        this.executor = executor;
        this.dialogs = dialogs;
        this.notices = notices;
        this.page = page;
    }

    @Override
    public void say(Choice choice) {
        page.say(choice);
    }

    @Override
    public void fixBoxes(boolean left) {
        page.fixBoxes(left);
    }

    @Override
    public void askName() {
        page.askName();
    }

    private interface With {
        void files(PairFiles files, PairData data, Project project);
    }

    private void with(With use) {
        Project project = pairs.project();
        PairData data = pairs.dataProperty().get();
        if (project != null && data != null) {
            use.files(new PairFiles(project, data), data, project);
        }
    }

    private <T> void run(Callable<T> work, Consumer<T> done, String failed) {
        executor.load(new Object(), work, done, problem -> dialogs.error(failed, problem));
    }

    private void success(String text) {
        notices.toast(Notices.Kind.SUCCESS, text);
    }

    @Override
    public void keepAsSet() {
        with((files, data, project) -> {
            PairSetForm form = new PairSetForm();
            if (!dialogs.form("Keep these pairs as a set", form, "Keep", form.ready())) {
                return;
            }
            PairRules rules = pairs.rules().rulesProperty().get();
            String name = form.name();
            PairSet.Policy policy = form.policy();
            run(() -> files.keep(name, policy, rules, clock.instant()), this::kept, "The set could not be kept");
        });
    }

    @Override
    public void export() {
        with((files, data, project) -> run(
                () -> project.pairSets().all().stream()
                        .map(PairSetRepository.Heading::name)
                        .toList(),
                sets -> export(files, sets),
                "The sets of pairs could not be read"));
    }

    private void export(PairFiles files, List<String> sets) {
        PairExportForm form = new PairExportForm(sets);
        if (!dialogs.form("Export pairs", form, "Choose a file…")) {
            return;
        }
        PairFiles.Format format = form.format();
        PairSet.Policy policy = form.policy();
        @Nullable String set = form.set();
        PairRules rules = pairs.rules().rulesProperty().get();
        dialogs.saveFile("Export pairs", format.fileName(), "Pairs", List.of(format.ending()))
                .ifPresent(file -> run(
                        () -> files.write(format, set, policy, rules, file),
                        this::success,
                        "The pairs could not be written"));
    }

    @Override
    public void importPairs() {
        with((files, data, project) -> {
            List<Path> chosen = dialogs.chooseFiles("Take in pairs of a file", "Pairs", List.of("*.jsonl", "*.csv"));
            if (chosen.isEmpty()) {
                return;
            }
            if (chosen.size() > 1) {
                chosen.forEach(file -> importPairs(files, file, stem(file)));
                return;
            }
            Path file = chosen.get(0);
            dialogs.ask("Take in pairs of a file", "They are kept as a set. Its name?", stem(file))
                    .map(String::strip)
                    .filter(name -> !name.isEmpty())
                    .ifPresent(name -> importPairs(files, file, name));
        });
    }

    private void importPairs(PairFiles files, Path file, String name) {
        run(() -> files.read(file, name, clock.instant()), this::kept, "The pairs could not be taken in");
    }

    private static String stem(Path file) {
        return String.valueOf(file.getFileName()).replaceFirst("\\.[A-Za-z0-9]+$", "");
    }

    private void kept(PairSet set) {
        int pairs = set.pairs().size();
        success("Set '%s' keeps %,d %s".formatted(set.name(), pairs, pairs == 1 ? "pair" : "pairs"));
    }

    @Override
    public void exportVerdicts() {
        with((files, data, project) -> {
            String own = pairs.judge().annotator();
            List<String> whose = own.isEmpty() ? List.of("Everybody's") : List.of("Mine", "Everybody's");
            dialogs.choose(
                            "Export verdicts",
                            "Whose? Others take the file in with \"Merge others' verdicts\"; twice adds nothing twice.",
                            whose)
                    .ifPresent(chosen -> {
                        boolean mine = !own.isEmpty() && chosen == 0;
                        dialogs.saveFile(
                                        "Export verdicts",
                                        (mine ? own : "verdicts") + ".jsonl",
                                        "Verdicts",
                                        List.of("*.jsonl"))
                                .ifPresent(file -> run(
                                        () -> files.writeVerdicts(mine ? own : null, file),
                                        this::success,
                                        "The verdicts could not be written"));
                    });
        });
    }

    @Override
    public void handOut() {
        with((files, data, project) -> {
            HandOutForm form = new HandOutForm(pairs.judge().annotator());
            if (!dialogs.form("Hand out shares", form, "Choose a folder…", form.ready())) {
                return;
            }
            PairFiles.HandOut how = form.handOut();
            PairRules rules = pairs.rules().rulesProperty().get();
            dialogs.chooseFolder("Folder for the shares", null)
                    .ifPresent(folder -> run(
                            () -> files.handOut(
                                    how,
                                    data.candidates(rules, intervals(project, data, rules)),
                                    rules.seed(),
                                    clock.instant(),
                                    folder),
                            this::success,
                            "The shares could not be written"));
        });
    }

    private static Map<String, Fragility.Interval> intervals(Project project, PairData data, PairRules rules)
            throws Exception {
        return new ClipBoxes(project, ScorePreset.PAPER)
                .intervals(data.paired(rules), Fragility.DEFAULT, CancelToken.never());
    }

    @Override
    public void takeShare() {
        with((files, data, project) -> {
            List<Path> chosen = dialogs.chooseFiles("Take in a share", "Shares of pairs", List.of("*.json"));
            String own = pairs.judge().annotator();
            if (!chosen.isEmpty()) {
                run(
                        () -> files.takeShares(chosen, own),
                        share -> judge(share, files.missing(share)),
                        "The share could not be taken in");
            }
        });
    }

    /** @param missing how many of its pairs have a clip that the project lacks */
    private void judge(PairShare share, int missing) {
        pairs.shareProperty().set(share);
        pairs.modeProperty().set(PairsViewModel.Mode.JUDGE);
        pairs.judge().blindProperty().set(share.blind());
        String own = pairs.judge().annotator();
        String mine = share.annotator().equals(own)
                ? ""
                : own.isEmpty()
                        ? " It was made for %s; say who judges under \"Sets and files\".".formatted(share.annotator())
                        : " It was made for %s; you judge as %s.".formatted(share.annotator(), own);
        int all = share.items().size();
        if (missing > 0) {
            notices.toast(
                    Notices.Kind.WARNING,
                    "%,d of %,d pairs have clips that this project lacks; import them.".formatted(missing, all) + mine);
        } else {
            success("%,d %s taken in.".formatted(all, all == 1 ? "pair" : "pairs") + mine);
        }
    }

    @Override
    public void merge() {
        with((files, data, project) -> {
            List<Path> chosen = dialogs.chooseFiles("Merge others' verdicts", "Verdicts", List.of("*.jsonl"));
            if (!chosen.isEmpty()) {
                run(() -> files.merge(chosen), this::success, "The verdicts could not be taken in");
            }
        });
    }

    /** Names as typed, parted by commas. */
    static List<String> names(String typed) {
        return Arrays.stream(typed.split(","))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .distinct()
                .map(Objects::requireNonNull)
                .toList();
    }
}
