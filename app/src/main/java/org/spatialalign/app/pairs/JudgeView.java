package org.spatialalign.app.pairs;

import atlantafx.base.theme.Styles;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import javafx.beans.binding.Bindings;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.Slider;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.scene.text.Text;
import javafx.scene.text.TextFlow;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.materialdesign2.MaterialDesignC;
import org.kordamp.ikonli.materialdesign2.MaterialDesignP;
import org.spatialalign.app.fx.Command;
import org.spatialalign.app.fx.CommandButtons;
import org.spatialalign.app.fx.Keymap;
import org.spatialalign.app.fx.PromptText;
import org.spatialalign.app.pairs.PairFilter.Show;
import org.spatialalign.app.player.CompareView;
import org.spatialalign.app.player.Playhead;
import org.spatialalign.engine.prefer.PairState;
import org.spatialalign.engine.prefer.Reason;
import org.spatialalign.engine.prefer.Verdict;

/** One pair: the prompt, both clips on one clock, the verdicts with their keys, reasons, and how far one is. */
final class JudgeView extends VBox {

    private static final PseudoClass HERE = PseudoClass.getPseudoClass("here");
    private static final PseudoClass CHOSEN = PseudoClass.getPseudoClass("chosen");

    private final PairsViewModel pairs;
    private final JudgeViewModel judge;
    private final PairsCommands commands;
    private final Keymap keymap;
    private final CommandButtons buttons;
    private final CompareView compare;
    private final TextFlow prompt = new TextFlow();
    private final PairCaption left = new PairCaption("Left");
    private final PairCaption right = new PairCaption("Right");
    private final FlowPane badges = new FlowPane(6, 4);
    private final ProgressBar progress = new ProgressBar(0);
    private final Label progressText = new Label();
    private final Label note = new Label();
    private final Map<Reason, ToggleButton> chips = new EnumMap<>(Reason.class);
    private final Map<String, Button> verdicts = new HashMap<>();
    private final Label covering = new Label();

    JudgeView(PairsViewModel pairs, PairsCommands commands, PairsCommands.JudgeScreen screen, Keymap keymap) {
        this.pairs = pairs;
        this.judge = pairs.judge();
        this.commands = commands;
        this.keymap = keymap;
        buttons = new CommandButtons(keymap);
        compare = new CompareView(pairs.clips().playhead());
        compare.setId("pair-clips");
        compare.modeProperty().bindBidirectional(screen.compareProperty());
        compare.overlayProperty().bind(screen.overlayProperty());
        compare.focusedProperty().addListener((o, before, now) -> {
            if (!now) {
                screen.overlayProperty().set(false);
            }
        });
        getStyleClass().add("judge-view");
        prompt.getStyleClass().add("pair-prompt");
        HBox.setHgrow(prompt, Priority.ALWAYS);
        badges.setAlignment(Pos.CENTER_RIGHT);
        badges.setPrefWrapLength(200);
        badges.setMinWidth(Region.USE_PREF_SIZE);
        HBox head = new HBox(12, prompt, badges);
        head.setAlignment(Pos.CENTER_LEFT);
        covering.getStyleClass().add("muted");
        covering.setWrapText(true);
        covering.setMouseTransparent(true);
        StackPane stage = new StackPane(compare, covering);
        VBox.setVgrow(stage, Priority.ALWAYS);
        getChildren().addAll(head, stage, captions(), transport(), verdictBar(), reasonChips(), progressRow());
        releaseOverlay(screen);
        pairs.clips().shownProperty().subscribe(now -> compare.show(now.left(), now.right()));
        covering.textProperty()
                .bind(Bindings.createStringBinding(
                        this::coveringText,
                        pairs.clips().loadingProperty(),
                        pairs.clips().problemProperty()));
        judge.currentProperty().subscribe(this::showPrompt);
        judge.sidesProperty().subscribe(sides -> showSides());
        judge.blindProperty().subscribe(blind -> showSides());
        judge.queue().countsProperty().subscribe(counts -> showProgress());
        judge.savingProperty().subscribe(saving -> showProgress());
        judge.reasonsProperty().subscribe(now -> showReasons());
        judge.cursorProperty().subscribe(now -> showReasons());
        note.textProperty().bind(judge.noteProperty());
    }

    /** Puts the keyboard on the pictures. */
    void focusStage() {
        compare.requestFocus();
    }

    /** The part that has the keys of the reasons. */
    Node stage() {
        return compare;
    }

    private String coveringText() {
        String problem = pairs.clips().problemProperty().get();
        if (!problem.isEmpty()) {
            return "This pair cannot be shown: " + problem;
        }
        return pairs.clips().loadingProperty().get() ? "Decoding both clips…" : "";
    }

    /** Boxes are shown as long as their key is down. */
    private void releaseOverlay(PairsCommands.JudgeScreen screen) {
        String id = commands.get("overlay").id();
        sceneProperty().subscribe(scene -> {
            if (scene != null) {
                scene.addEventFilter(KeyEvent.KEY_RELEASED, event -> {
                    KeyCombination key = keymap.keyOf(id);
                    if (key != null && key.match(event)) {
                        screen.overlayProperty().set(false);
                    }
                });
            }
        });
    }

    private HBox captions() {
        Button swap = quiet(buttons.iconButton(commands.get("swap")));
        HBox.setHgrow(left, Priority.ALWAYS);
        HBox.setHgrow(right, Priority.ALWAYS);
        HBox row = new HBox(8, left, swap, right);
        row.setAlignment(Pos.CENTER);
        return row;
    }

    private <B extends javafx.scene.control.ButtonBase> B quiet(B button) {
        button.addEventHandler(javafx.event.ActionEvent.ACTION, event -> focusStage());
        return button;
    }

    private HBox transport() {
        Playhead head = pairs.clips().playhead();
        Button play = quiet(buttons.iconButton(commands.get("play")));
        FontIcon icon = new FontIcon(MaterialDesignP.PLAY);
        play.setGraphic(icon);
        head.playingProperty().subscribe(now -> icon.setIconCode(now ? MaterialDesignP.PAUSE : MaterialDesignP.PLAY));
        Slider slider = new Slider(0, 1, 0);
        slider.setId("pair-frame");
        slider.setAccessibleText("Frame of both clips");
        slider.setFocusTraversable(false);
        HBox.setHgrow(slider, Priority.ALWAYS);
        Label frame = new Label();
        frame.setMinWidth(Region.USE_PREF_SIZE);
        frame.getStyleClass().add("muted");
        Runnable follow = () -> {
            slider.setMax(Math.max(1, head.lastFrame()));
            if (!slider.isValueChanging()) {
                slider.setValue(head.frame());
            }
            frame.setText(
                    String.format(Locale.ROOT, "%3d / %d  %4.1f s", head.frame(), head.lastFrame(), head.seconds()));
        };
        head.frameProperty().addListener((o, before, now) -> follow.run());
        pairs.clips().shownProperty().subscribe(follow);
        slider.valueProperty().addListener((o, before, now) -> {
            if (now.intValue() != head.frame()) {
                head.goTo((int) Math.rint(now.doubleValue()));
            }
        });
        Label speed = new Label();
        speed.getStyleClass().add("muted");
        head.speedProperty().subscribe(now -> speed.setText(now + "×"));
        Button mode = quiet(buttons.iconButton(commands.get("compare")));
        HBox row = new HBox(
                4,
                play,
                quiet(buttons.iconButton(commands.get("frame-back"))),
                quiet(buttons.iconButton(commands.get("frame-next"))),
                slider,
                frame,
                quiet(buttons.iconButton(commands.get("slower"))),
                speed,
                quiet(buttons.iconButton(commands.get("faster"))),
                mode,
                overlayHint());
        row.setAlignment(Pos.CENTER_LEFT);
        row.getStyleClass().add("pair-transport");
        return row;
    }

    private Node overlayHint() {
        Label hint = new Label();
        hint.getStyleClass().add("caption");
        hint.setMinWidth(Region.USE_PREF_SIZE);
        hint.textProperty().bind(Bindings.concat("Hold ", keymap.keyText(commands.get("overlay")), " for boxes"));
        return hint;
    }

    private HBox verdictBar() {
        HBox bar = new HBox(
                8,
                verdict("left"),
                verdict("tie"),
                verdict("right"),
                gap(),
                verdict("both-bad"),
                verdict("skip"),
                gap(),
                plain("take-back", "Take back"));
        Button confirm = plain("confirm", "Confirm");
        confirm.visibleProperty().bind(judge.confirmingProperty());
        confirm.managedProperty().bind(confirm.visibleProperty());
        bar.getChildren().add(confirm);
        bar.setAlignment(Pos.CENTER_LEFT);
        bar.getStyleClass().add("verdict-bar");
        return bar;
    }

    private static Region gap() {
        Region gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        return gap;
    }

    private Button verdict(String id) {
        Command command = commands.get(id);
        Button button = quiet(buttons.button(command));
        button.setGraphic(keyed(command));
        button.getStyleClass().add("verdict");
        button.setMinWidth(Region.USE_PREF_SIZE);
        verdicts.put(id, button);
        return button;
    }

    private Button plain(String id, String text) {
        Button button = quiet(buttons.button(commands.get(id)));
        button.setText(text);
        button.setGraphic(keyed(commands.get(id)));
        button.setMinWidth(Region.USE_PREF_SIZE);
        return button;
    }

    private HBox keyed(Command command) {
        Label key = new Label();
        key.getStyleClass().add("key-cap");
        key.textProperty().bind(keymap.keyText(command));
        key.setMinWidth(Region.USE_PREF_SIZE);
        HBox both = new HBox(6, key, new FontIcon(command.icon()));
        both.setAlignment(Pos.CENTER);
        return both;
    }

    private FlowPane reasonChips() {
        FlowPane row = new FlowPane(6, 4);
        Label why = new Label();
        why.getStyleClass().add("caption");
        why.setMinWidth(Region.USE_PREF_SIZE);
        why.textProperty()
                .bind(Bindings.concat(
                        "Why? (",
                        keymap.keyText(commands.get("reason-next")),
                        " moves, ",
                        keymap.keyText(commands.get("reason")),
                        " marks)"));
        row.getChildren().add(why);
        for (Reason reason : Reason.values()) {
            ToggleButton chip = quiet(new ToggleButton(reason.words()));
            chip.setId("reason-" + reason.name().toLowerCase(Locale.ROOT).replace('_', '-'));
            chip.getStyleClass().addAll(Styles.SMALL, "reason-chip");
            chip.setFocusTraversable(false);
            chip.setMinWidth(Region.USE_PREF_SIZE);
            chip.setOnAction(event -> {
                judge.toggle(reason);
                showReasons();
            });
            chips.put(reason, chip);
            row.getChildren().add(chip);
        }
        Objects.requireNonNull(chips.get(Reason.BOXES_WRONG))
                .setTooltip(new Tooltip("Holds the pair back until the boxes are corrected and it was judged again"));
        Button fixLeft = fix("fix-left", "Fix left boxes");
        Button fixRight = fix("fix-right", "Fix right boxes");
        row.getChildren().addAll(fixLeft, fixRight);
        row.setAlignment(Pos.CENTER_LEFT);
        row.getStyleClass().add("reason-row");
        return row;
    }

    private Button fix(String id, String text) {
        Button button = buttons.button(commands.get(id));
        button.setText(text);
        button.getStyleClass().addAll(Styles.SMALL, Styles.FLAT);
        button.setMinWidth(Region.USE_PREF_SIZE);
        return button;
    }

    private void showReasons() {
        chips.forEach((reason, chip) -> {
            boolean marked = judge.reasonsProperty().get().contains(reason);
            chip.setSelected(marked);
            chip.setGraphic(marked ? new FontIcon(MaterialDesignC.CHECK) : null);
            chip.pseudoClassStateChanged(HERE, reason == judge.cursorProperty().get());
        });
    }

    private HBox progressRow() {
        progress.setPrefWidth(220);
        progress.setId("pair-progress");
        progressText.setId("pair-progress-text");
        progressText.setMinWidth(Region.USE_PREF_SIZE);
        note.setId("pair-note");
        note.getStyleClass().add("strong");
        HBox row = new HBox(12, progress, progressText, note);
        row.setAlignment(Pos.CENTER_LEFT);
        row.getStyleClass().add("progress-row");
        return row;
    }

    private void showProgress() {
        Map<Show, Integer> counts = judge.queue().countsProperty().get();
        int all = counts.getOrDefault(Show.ALL, 0);
        int done = counts.getOrDefault(Show.SUBMITTED, 0);
        int drafts = counts.getOrDefault(Show.DRAFT, 0);
        progress.setProgress(all == 0 ? 0 : done / (double) all);
        String who = judge.annotator().isEmpty() ? "" : " by " + judge.annotator();
        progressText.setText("%,d of %,d judged%s%s, %s"
                .formatted(
                        done,
                        all,
                        who,
                        drafts == 0 ? "" : ", %,d drafts".formatted(drafts),
                        judge.savingProperty().get() ? "saving…" : "all saved"));
        progress.setAccessibleText(progressText.getText());
        showBadges();
        showChosen();
    }

    private void showPrompt(@Nullable PairEntry entry) {
        prompt.getChildren().clear();
        if (entry != null) {
            for (PromptText.Piece piece : PromptText.of(judge.queue().prompt(entry))) {
                Text text = new Text(piece.text());
                text.getStyleClass().add("prompt-" + part(piece.part()));
                prompt.getChildren().add(text);
            }
        }
        showSides();
        showBadges();
        showChosen();
    }

    private static String part(PromptText.Part part) {
        return switch (part) {
            case PLAIN -> "plain";
            case ANIMAL -> "animal";
            case OBJECT -> "object";
            case INITIAL_RELATION -> "initial";
            case FINAL_RELATION -> "final";
        };
    }

    private void showBadges() {
        PairEntry entry = judge.currentProperty().get();
        badges.getChildren().clear();
        if (entry == null) {
            return;
        }
        badge(entry.type().code(), "");
        if (judge.settlingProperty().get()) {
            badge("settles a dispute", "accent");
        }
        if (judge.queue().stale(entry)) {
            badge("boxes changed since your verdict", "warning");
        }
        if (judge.queue().heldBack(entry)) {
            badge("held back: boxes called wrong", "warning");
        }
        if (judge.queue().state(entry) == PairState.DISPUTED) {
            badge("disputed", "danger");
        }
        if (entry.fragile() && !judge.blindProperty().get()) {
            badge("fragile score", "warning");
        }
    }

    private void badge(String text, String kind) {
        Label label = new Label(text);
        label.getStyleClass().add("chip");
        if (!kind.isEmpty()) {
            label.getStyleClass().add(kind);
        }
        label.setMinWidth(Region.USE_PREF_SIZE);
        badges.getChildren().add(label);
    }

    private void showChosen() {
        PairEntry entry = judge.currentProperty().get();
        Verdict said = entry == null ? null : judge.queue().said(entry);
        String chosen = said == null
                ? ""
                : switch (said.choice()) {
                    case LEFT -> sameSides(said) ? "left" : "right";
                    case RIGHT -> sameSides(said) ? "right" : "left";
                    case TIE -> "tie";
                    case BOTH_BAD -> "both-bad";
                    case SKIP -> "skip";
                };
        verdicts.forEach((id, button) -> button.pseudoClassStateChanged(CHOSEN, id.equals(chosen)));
    }

    private boolean sameSides(Verdict said) {
        JudgeViewModel.Sides sides = judge.sidesProperty().get();
        return sides == null || sides.left().equals(said.left());
    }

    private void showSides() {
        JudgeViewModel.Sides sides = judge.sidesProperty().get();
        var data = pairs.dataProperty().get();
        boolean blind = judge.blindProperty().get();
        left.show(sides == null ? null : sides.left(), data, blind);
        right.show(sides == null ? null : sides.right(), data, blind);
        showChosen();
    }
}
