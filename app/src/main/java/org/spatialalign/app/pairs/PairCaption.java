package org.spatialalign.app.pairs;

import java.util.Locale;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;
import org.spatialalign.engine.prefer.PairClip;
import org.spatialalign.engine.store.ClipRecord;
import org.spatialalign.engine.workflow.PairData;

/** Which clip is on this side; only "Left" or "Right" while judging blind. */
final class PairCaption extends HBox {

    private final String name;
    private final Label side = new Label();
    private final Label facts = new Label();

    PairCaption(String name) {
        super(8);
        this.name = name;
        setAlignment(Pos.CENTER);
        setId("pair-" + name.toLowerCase(Locale.ROOT));
        setPrefWidth(100);
        side.getStyleClass().add("strong");
        side.setMinWidth(Region.USE_PREF_SIZE);
        facts.getStyleClass().add("muted");
        getChildren().addAll(side, facts);
    }

    void show(@Nullable String clipId, @Nullable PairData data, boolean blind) {
        side.setText(clipId == null ? "" : name);
        ClipRecord clip = clipId == null || data == null ? null : data.clips().get(clipId);
        facts.setText(clip == null || data == null || blind ? "" : facts(clip, data));
    }

    private static String facts(ClipRecord clip, PairData data) {
        StringBuilder text = new StringBuilder(clip.model());
        if (clip.seed() != null) {
            text.append(text.isEmpty() ? "" : ", ").append("seed ").append(clip.seed());
        }
        Double score = data.index().clip(clip.id()).map(PairClip::score).orElse(null);
        text.append(text.isEmpty() ? "" : ", ");
        text.append(score == null ? "no score" : String.format(Locale.ROOT, "DSR-Score %.3f", score));
        return text.toString();
    }
}
