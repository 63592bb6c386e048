package org.spatialalign.app.pairs;

import java.util.Map;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import org.spatialalign.app.pairs.PairFilter.Show;

/** How far one is, whether all of it is on the disk, and what was done last. */
final class JudgeProgress extends HBox {

    private final JudgeViewModel judge;
    private final ProgressBar bar = new ProgressBar(0);
    private final Label text = new Label();

    JudgeProgress(JudgeViewModel judge) {
        super(12);
        this.judge = judge;
        setAlignment(Pos.CENTER_LEFT);
        getStyleClass().add("progress-row");
        bar.setPrefWidth(220);
        bar.setId("pair-progress");
        text.setId("pair-progress-text");
        text.setMinWidth(Region.USE_PREF_SIZE);
        Label note = new Label();
        note.setId("pair-note");
        note.getStyleClass().add("strong");
        note.textProperty().bind(judge.noteProperty());
        getChildren().addAll(bar, text, note);
        judge.queue().countsProperty().subscribe(counts -> show());
        judge.savingProperty().subscribe(saving -> show());
    }

    private void show() {
        Map<Show, Integer> counts = judge.queue().countsProperty().get();
        int all = counts.getOrDefault(Show.ALL, 0);
        int done = counts.getOrDefault(Show.SUBMITTED, 0);
        int drafts = counts.getOrDefault(Show.DRAFT, 0);
        bar.setProgress(all == 0 ? 0 : done / (double) all);
        String who = judge.annotator().isEmpty() ? "" : " by " + judge.annotator();
        text.setText("%,d of %,d judged%s%s, %s"
                .formatted(
                        done,
                        all,
                        who,
                        drafts == 0 ? "" : drafts == 1 ? ", 1 draft" : ", %,d drafts".formatted(drafts),
                        judge.savingProperty().get() ? "saving…" : "all saved"));
        bar.setAccessibleText(text.getText());
    }
}
