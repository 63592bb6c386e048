package org.spatialalign.app.pairs;

import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;
import org.spatialalign.engine.prefer.PairState;

/** What there is to know of a pair beside its prompt. The labels stay and only come and go: a new one costs styling. */
final class PairBadges extends FlowPane {

    private final JudgeViewModel judge;
    private final Label type = badge("", "");
    private final Label settles = badge("settles a dispute", "accent");
    private final Label stale = badge("boxes changed since your verdict", "warning");
    private final Label heldBack = badge("held back: boxes called wrong", "warning");
    private final Label disputed = badge("disputed", "danger");
    private final Label draft = badge("draft", "accent");
    private final Label fragile = badge("fragile score", "warning");

    PairBadges(JudgeViewModel judge) {
        super(6, 4);
        this.judge = judge;
        setAlignment(Pos.CENTER_RIGHT);
        setPrefWrapLength(200);
        setMinWidth(Region.USE_PREF_SIZE);
        getChildren().addAll(type, settles, stale, heldBack, disputed, draft, fragile);
        show(null);
    }

    private static Label badge(String text, String kind) {
        Label label = new Label(text);
        label.getStyleClass().add("chip");
        if (!kind.isEmpty()) {
            label.getStyleClass().add(kind);
        }
        label.setMinWidth(Region.USE_PREF_SIZE);
        return label;
    }

    void show(@Nullable PairEntry entry) {
        JudgeQueue queue = judge.queue();
        PairState state = entry == null ? PairState.PENDING : queue.state(entry);
        type.setText(entry == null ? "" : entry.type().code());
        when(type, entry != null);
        when(settles, entry != null && judge.settlingProperty().get());
        when(stale, entry != null && queue.stale(entry));
        when(heldBack, entry != null && queue.heldBack(entry));
        when(disputed, state == PairState.DISPUTED);
        when(draft, state == PairState.DRAFT);
        when(fragile, entry != null && entry.fragile() && !judge.blindProperty().get());
    }

    private static void when(Label label, boolean shown) {
        label.setVisible(shown);
        label.setManaged(shown);
    }
}
