package org.spatialalign.app.pairs;

import javafx.beans.binding.Bindings;
import javafx.event.EventHandler;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.spatialalign.app.fx.Keymap;
import org.spatialalign.app.player.CompareView;

/** One pair: the prompt, both clips on one clock, the verdicts with their keys, reasons, and how far one is. */
final class JudgeView extends VBox {

    private final PairsViewModel pairs;
    private final JudgeViewModel judge;
    private final CompareView compare;
    private final PairPrompt prompt = new PairPrompt();
    private final PairBadges badges;
    private final VerdictBar verdicts;

    JudgeView(PairsViewModel pairs, PairsCommands commands, PairsCommands.JudgeScreen screen, Keymap keymap) {
        this.pairs = pairs;
        this.judge = pairs.judge();
        StageButtons buttons = new StageButtons(commands, keymap, this::focusStage);
        compare = new CompareView(pairs.clips().playhead());
        compare.setId("pair-clips");
        compare.modeProperty().bindBidirectional(screen.compareProperty());
        compare.overlayProperty().bind(screen.overlayProperty());
        badges = new PairBadges(judge);
        verdicts = new VerdictBar(judge, buttons);
        getStyleClass().add("judge-view");
        HBox.setHgrow(prompt, Priority.ALWAYS);
        HBox head = new HBox(12, prompt, badges);
        head.setAlignment(Pos.CENTER_LEFT);
        StackPane stage = new StackPane(compare, covering());
        VBox.setVgrow(stage, Priority.ALWAYS);
        getChildren()
                .addAll(
                        head,
                        stage,
                        new PairTransport(pairs.clips(), buttons, keymap.keyText(commands.get("overlay"))),
                        verdicts,
                        new ReasonRow(
                                judge,
                                buttons,
                                keymap.keyText(commands.get("reason-next")),
                                keymap.keyText(commands.get("reason"))),
                        new JudgeProgress(judge));
        releaseOverlay(screen, keymap, commands.get("overlay").id());
        pairs.clips().shownProperty().subscribe(now -> compare.show(now.left(), now.right()));
        judge.currentProperty().subscribe(entry -> {
            prompt.show(entry == null ? null : judge.queue().prompt(entry));
            showState();
        });
        judge.sidesProperty().subscribe(sides -> {
            showCaptions();
            showState();
        });
        judge.blindProperty().subscribe(blind -> {
            showCaptions();
            showState();
        });
        judge.queue().countsProperty().subscribe(counts -> showState());
    }

    /** Puts the keyboard on the pictures. */
    void focusStage() {
        compare.requestFocus();
    }

    /** The part that has the keys of the reasons. */
    Node stage() {
        return compare;
    }

    private Label covering() {
        Label covering = new Label();
        covering.getStyleClass().add("muted");
        covering.setWrapText(true);
        covering.setMouseTransparent(true);
        covering.textProperty()
                .bind(Bindings.createStringBinding(
                        this::coveringText,
                        pairs.clips().loadingProperty(),
                        pairs.clips().shownProperty(),
                        pairs.clips().problemProperty()));
        return covering;
    }

    private String coveringText() {
        String problem = pairs.clips().problemProperty().get();
        if (!problem.isEmpty()) {
            return "This pair cannot be shown: " + problem;
        }
        boolean nothing = pairs.clips().shownProperty().get().left() == null;
        return nothing && pairs.clips().loadingProperty().get() ? "Decoding both clips…" : "";
    }

    /** Boxes are shown as long as their key is down. */
    private void releaseOverlay(PairsCommands.JudgeScreen screen, Keymap keymap, String id) {
        compare.focusedProperty().addListener((o, before, now) -> {
            if (!now) {
                screen.overlayProperty().set(false);
            }
        });
        EventHandler<KeyEvent> released = event -> {
            KeyCombination key = keymap.keyOf(id);
            if (key != null && key.match(event)) {
                screen.overlayProperty().set(false);
            }
        };
        // Wherever the keyboard is by then.
        sceneProperty().addListener((o, before, now) -> {
            if (before != null) {
                before.removeEventFilter(KeyEvent.KEY_RELEASED, released);
            }
            if (now != null) {
                now.addEventFilter(KeyEvent.KEY_RELEASED, released);
            }
        });
    }

    private void showCaptions() {
        JudgeViewModel.Sides sides = judge.sidesProperty().get();
        var data = pairs.dataProperty().get();
        boolean blind = judge.blindProperty().get();
        compare.setCaptions(
                PairCaption.of("Left", sides == null ? null : sides.left(), data, blind),
                PairCaption.of("Right", sides == null ? null : sides.right(), data, blind));
    }

    /** What was said of the pair, and what else there is to know. */
    private void showState() {
        PairEntry entry = judge.currentProperty().get();
        badges.show(entry);
        verdicts.show(
                entry == null ? null : judge.queue().said(entry),
                judge.sidesProperty().get());
    }
}
