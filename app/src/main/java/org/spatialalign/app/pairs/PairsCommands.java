package org.spatialalign.app.pairs;

import java.util.ArrayList;
import java.util.List;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.materialdesign2.MaterialDesignA;
import org.kordamp.ikonli.materialdesign2.MaterialDesignC;
import org.kordamp.ikonli.materialdesign2.MaterialDesignE;
import org.kordamp.ikonli.materialdesign2.MaterialDesignF;
import org.kordamp.ikonli.materialdesign2.MaterialDesignG;
import org.kordamp.ikonli.materialdesign2.MaterialDesignI;
import org.kordamp.ikonli.materialdesign2.MaterialDesignM;
import org.kordamp.ikonli.materialdesign2.MaterialDesignP;
import org.kordamp.ikonli.materialdesign2.MaterialDesignR;
import org.kordamp.ikonli.materialdesign2.MaterialDesignS;
import org.kordamp.ikonli.materialdesign2.MaterialDesignT;
import org.kordamp.ikonli.materialdesign2.MaterialDesignU;
import org.kordamp.ikonli.materialdesign2.MaterialDesignV;
import org.spatialalign.app.fx.Command;
import org.spatialalign.app.pairs.PairsViewModel.Mode;
import org.spatialalign.app.player.CompareView;
import org.spatialalign.app.player.Playhead;
import org.spatialalign.engine.prefer.Choice;
import org.spatialalign.engine.prefer.Reason;

/** Everything that can be done on the page, with its keys. Ids start with "pairs.". */
final class PairsCommands {

    private static final String JUDGING = "Judging pairs";
    private static final String WATCHING = "Watching pairs";
    private static final String PAIRS = "Pairs";

    private final PairsViewModel pairs;
    private final JudgeViewModel judge;
    private final JudgeScreen screen;
    private final BooleanBinding judging;
    private final List<Command> all = new ArrayList<>();
    private final List<Command> inReasons = new ArrayList<>();
    private final List<Command> inGrid = new ArrayList<>();

    /** What needs a person or the screen. */
    interface Actions {
        /** Gives a verdict; asks for a name first if there is none. */
        void say(Choice choice);

        /** Calls the boxes of one side wrong, and goes where they can be corrected. */
        void fixBoxes(boolean left);

        void keepAsSet();

        void export();

        /** Keeps the pairs of a file as a set. */
        void importPairs();

        void exportVerdicts();

        void handOut();

        void takeShare();

        void merge();

        void askName();
    }

    PairsCommands(PairsViewModel pairs, JudgeScreen screen, Actions actions) {
        this.pairs = pairs;
        this.judge = pairs.judge();
        this.screen = screen;
        judging = Bindings.createBooleanBinding(
                () -> pairs.modeProperty().get() == Mode.JUDGE
                        && judge.currentProperty().get() != null,
                pairs.modeProperty(),
                judge.currentProperty());
        modes();
        verdicts(actions);
        reasons();
        looking();
        playing();
        files(actions);
    }

    List<Command> all() {
        return List.copyOf(all);
    }

    /** These work while the keyboard is on the pictures. */
    List<Command> inReasons() {
        return List.copyOf(inReasons);
    }

    /** These work while the keyboard is on the grid of pairs. */
    List<Command> inGrid() {
        return List.copyOf(inGrid);
    }

    Command get(String id) {
        return java.util.stream.Stream.concat(all.stream(), inReasons.stream())
                .filter(command -> command.id().equals("pairs." + id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(id));
    }

    private void modes() {
        add(PAIRS, "mode-rules", "Rules", "Alt+1", MaterialDesignF.FILTER_OUTLINE, () -> mode(Mode.RULES));
        add(PAIRS, "mode-judge", "Judge", "Alt+2", MaterialDesignE.EYE_OUTLINE, () -> mode(Mode.JUDGE));
        add(
                PAIRS,
                "mode-agreement",
                "Agreement",
                "Alt+3",
                MaterialDesignA.ACCOUNT_GROUP_OUTLINE,
                () -> mode(Mode.AGREEMENT));
        add(PAIRS, "mode-court", "Metric court", "Alt+4", MaterialDesignS.SCALE_BALANCE, () -> mode(Mode.COURT));
        add(PAIRS, "paper-rule", "Paper's rule", null, MaterialDesignF.FILE_DOCUMENT_OUTLINE, pairs.rules()::usePaper);
        add(PAIRS, "fair-rule", "Fair to all types", null, MaterialDesignS.SCALE, pairs.rules()::useFair);
    }

    private void mode(Mode mode) {
        pairs.modeProperty().set(mode);
    }

    private void verdicts(Actions actions) {
        verdict("left", "Left is better", "A", "1", MaterialDesignA.ARROW_LEFT_BOLD, Choice.LEFT, actions);
        verdict("right", "Right is better", "D", "2", MaterialDesignA.ARROW_RIGHT_BOLD, Choice.RIGHT, actions);
        verdict("tie", "Tie", "S", "3", MaterialDesignE.EQUAL, Choice.TIE, actions);
        verdict("both-bad", "Both bad", "W", "4", MaterialDesignT.THUMB_DOWN_OUTLINE, Choice.BOTH_BAD, actions);
        judging("skip", "Skip", "E", MaterialDesignS.SKIP_NEXT, () -> actions.say(Choice.SKIP));
        BooleanBinding here =
                Bindings.createBooleanBinding(() -> pairs.modeProperty().get() == Mode.JUDGE, pairs.modeProperty());
        all.add(Command.of(
                        "pairs.take-back",
                        "Take back the last verdict",
                        JUDGING,
                        "Ctrl+Z",
                        MaterialDesignU.UNDO,
                        judge::takeBack)
                .when(here));
        judging("confirm", "Confirm the draft", "Enter", MaterialDesignC.CHECK, judge::confirm);
        judging("back", "Pair before", "Page Up", MaterialDesignC.CHEVRON_UP, () -> judge.step(-1));
        all.add(Command.of(
                        "pairs.next",
                        "Pair after",
                        JUDGING,
                        "Page Down",
                        MaterialDesignC.CHEVRON_DOWN,
                        () -> judge.step(1))
                .when(here));
        judging(
                "fix-left",
                "Left boxes wrong: correct in Inspect",
                "Shift+A",
                MaterialDesignV.VECTOR_SQUARE,
                () -> actions.fixBoxes(true));
        judging(
                "fix-right",
                "Right boxes wrong: correct in Inspect",
                "Shift+D",
                MaterialDesignV.VECTOR_SQUARE,
                () -> actions.fixBoxes(false));
    }

    private void verdict(String id, String title, String key, String second, Ikon icon, Choice choice, Actions to) {
        judging(id, title, key, icon, () -> to.say(choice));
        judging(id + "-2", title + " (second key)", second, icon, () -> to.say(choice));
    }

    private void reasons() {
        Reason last = Reason.BOXES_WRONG;
        BooleanBinding onward = Bindings.createBooleanBinding(
                () -> judging.get() && judge.reasons().cursorProperty().get() != last,
                judging,
                judge.reasons().cursorProperty());
        BooleanBinding within = Bindings.createBooleanBinding(
                () -> judging.get() && judge.reasons().cursorProperty().get() != null,
                judging,
                judge.reasons().cursorProperty());
        inReasons.add(Command.of(
                        "pairs.reason-next",
                        "Next reason",
                        JUDGING,
                        "Tab",
                        MaterialDesignC.CHEVRON_RIGHT,
                        () -> judge.reasons().moveCursor(1))
                .when(onward));
        inReasons.add(Command.of(
                        "pairs.reason-back",
                        "Reason before",
                        JUDGING,
                        "Shift+Tab",
                        MaterialDesignC.CHEVRON_LEFT,
                        () -> judge.reasons().moveCursor(-1))
                .when(within));
        judging("reason", "Mark the reason", "R", MaterialDesignC.CHECKBOX_MARKED_OUTLINE, judge::markAtCursor);
    }

    private void looking() {
        judging("overlay", "Boxes while held", "V", MaterialDesignV.VECTOR_SQUARE, () -> screen.overlayProperty()
                .set(true));
        judging(
                "compare",
                "Side by side, wipe, difference",
                "C",
                MaterialDesignC.COMPARE,
                () -> screen.compareProperty()
                        .set(screen.compareProperty().get().next()));
        judging("swap", "Swap sides", "X", MaterialDesignS.SWAP_HORIZONTAL, judge::swap);
        add(JUDGING, "grid", "One pair or many", "G", MaterialDesignG.GRID, () -> {
            if (pairs.modeProperty().get() == Mode.JUDGE) {
                screen.gridProperty().set(!screen.gridProperty().get());
            }
        });
    }

    private void inGrid(String id, String title, String key, Ikon icon, int by) {
        inGrid.add(Command.of("pairs." + id, title, JUDGING, key, icon, () -> judge.step(by)));
    }

    private void playing() {
        inGrid("grid-before", "Pair before in the grid", "Left", MaterialDesignC.CHEVRON_LEFT, -1);
        inGrid("grid-after", "Pair after in the grid", "Right", MaterialDesignC.CHEVRON_RIGHT, 1);
        Playhead head = pairs.clips().playhead();
        watching("play", "Play or pause", "Space", MaterialDesignP.PLAY, head::togglePlay);
        watching("frame-back", "One frame back", "Left", MaterialDesignS.STEP_BACKWARD, () -> head.step(-1));
        watching("frame-next", "One frame on", "Right", MaterialDesignS.STEP_FORWARD, () -> head.step(1));
        watching("frame-back-10", "Ten frames back", "Shift+Left", MaterialDesignR.REWIND, () -> head.step(-10));
        watching("frame-next-10", "Ten frames on", "Shift+Right", MaterialDesignF.FAST_FORWARD, () -> head.step(10));
        watching("first", "First frame", "Home", MaterialDesignS.SKIP_BACKWARD, head::goToFirst);
        watching("last", "Last frame", "End", MaterialDesignS.SKIP_FORWARD, head::goToLast);
        watching("slower", "Slower", "Minus", MaterialDesignM.MINUS, head::slower);
        watching("faster", "Faster", "Equals", MaterialDesignP.PLUS, head::faster);
    }

    private void files(Actions actions) {
        BooleanBinding open =
                Bindings.createBooleanBinding(() -> pairs.dataProperty().get() != null, pairs.dataProperty());
        file("keep-set", "Keep these pairs as a set…", MaterialDesignC.CONTENT_SAVE_OUTLINE, actions::keepAsSet, open);
        file("export", "Export pairs…", MaterialDesignE.EXPORT, actions::export, open);
        file("import", "Take in pairs of a file…", MaterialDesignI.IMPORT, actions::importPairs, open);
        file(
                "export-verdicts",
                "Export verdicts for others…",
                MaterialDesignE.EXPORT_VARIANT,
                actions::exportVerdicts,
                open);
        file("hand-out", "Hand out shares…", MaterialDesignS.SHARE_VARIANT_OUTLINE, actions::handOut, open);
        file("take-share", "Take in a share…", MaterialDesignT.TRAY_ARROW_DOWN, actions::takeShare, open);
        file("merge", "Merge others' verdicts…", MaterialDesignM.MERGE, actions::merge, open);
        file("name", "Who judges…", MaterialDesignA.ACCOUNT_OUTLINE, actions::askName, open);
    }

    private void file(String id, String title, Ikon icon, Runnable run, BooleanBinding open) {
        all.add(Command.of("pairs." + id, title, PAIRS, null, icon, run).when(open));
    }

    private void add(String group, String id, String title, @Nullable String key, Ikon icon, Runnable run) {
        all.add(Command.of("pairs." + id, title, group, key, icon, run));
    }

    private void judging(String id, String title, String key, Ikon icon, Runnable run) {
        all.add(Command.of("pairs." + id, title, JUDGING, key, icon, run).when(judging));
    }

    private void watching(String id, String title, String key, Ikon icon, Runnable run) {
        all.add(Command.of("pairs." + id, title, WATCHING, key, icon, run).when(judging));
    }

    /** How pairs are looked at. */
    record JudgeScreen(
            javafx.beans.property.ObjectProperty<CompareView.Mode> compareProperty,
            javafx.beans.property.BooleanProperty overlayProperty,
            javafx.beans.property.BooleanProperty gridProperty) {}
}
