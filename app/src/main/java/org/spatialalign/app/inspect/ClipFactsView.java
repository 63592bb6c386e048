package org.spatialalign.app.inspect;

import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import javafx.geometry.VPos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.scene.text.Text;
import javafx.scene.text.TextFlow;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.javafx.FontIcon;
import org.spatialalign.app.fx.PromptText;
import org.spatialalign.engine.media.VideoInfo;
import org.spatialalign.engine.prompt.DsrPrompt;
import org.spatialalign.engine.store.ClipRecord;
import org.spatialalign.engine.store.TrackRecord;

/** What the clip in the player was asked to show, and where it and its boxes come from. */
final class ClipFactsView extends VBox {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("d MMM yyyy, HH:mm", Locale.ROOT).withZone(ZoneId.systemDefault());

    private final OpenClipViewModel clip;
    private final String presetId;
    private final Button match;
    private final TextFlow sentence = new TextFlow();
    private final GridPane facts = new GridPane();

    /** @param match opens the dialog in which a prompt is picked by hand */
    ClipFactsView(OpenClipViewModel clip, String presetId, Button match) {
        super(8);
        this.clip = clip;
        this.presetId = presetId;
        this.match = match;
        getStyleClass().add("clip-facts");
        sentence.getStyleClass().add("prompt-sentence");
        facts.setHgap(10);
        facts.setVgap(3);
        ColumnConstraints names = new ColumnConstraints();
        names.setMinWidth(Region.USE_PREF_SIZE);
        ColumnConstraints values = new ColumnConstraints();
        values.setHgrow(Priority.ALWAYS);
        facts.getColumnConstraints().setAll(names, values);
        getChildren().setAll(sentence, facts);
        clip.rowProperty().subscribe(this::refresh);
        clip.stateProperty().subscribe(this::refresh);
        refresh();
    }

    private void refresh() {
        ClipRow row = clip.rowProperty().get();
        facts.getChildren().clear();
        sentence.getChildren().clear();
        if (row == null) {
            return;
        }
        DsrPrompt prompt = row.prompt();
        if (prompt != null) {
            PromptText.of(prompt).forEach(piece -> sentence.getChildren().add(text(piece)));
        } else {
            Text none = new Text(
                    row.clip().promptId() == null
                            ? "Nobody knows yet which prompt this clip was made from."
                            : "Its prompt " + row.clip().promptId() + " is not in the project.");
            none.getStyleClass().add("prompt-plain");
            sentence.getChildren().add(none);
        }
        ClipRecord record = row.clip();
        add("Status", status(row));
        if (record.problem() != null) {
            add("Problem", chip(record.problem()));
        }
        if (prompt != null) {
            add("Prompt", value(prompt.promptId() + ", type " + prompt.type().code()));
        } else {
            add("Prompt", match);
        }
        add("Model", value(record.model().isBlank() ? "unknown" : record.model()));
        add("Seed", value(record.seed() == null ? "unknown" : record.seed().toString()));
        add("Picture", value(picture(record.video())));
        add("Boxes", value(boxes(clip.stateProperty().get())));
        add("Preset", value(presetId));
        add("File", value(record.fileName()));
        add("Imported", value(TIME.format(record.importedAt())));
    }

    private static Node status(ClipRow row) {
        StatusText status = StatusText.of(row.status());
        FontIcon icon = new FontIcon(ClipCells.icon(row.status()));
        icon.getStyleClass().addAll("status-icon", ClipCells.styleClass(row.status()));
        Label label = value(status.advice().isEmpty() ? status.title() : status.title() + ". " + status.advice());
        label.setGraphic(icon);
        return label;
    }

    private static String picture(VideoInfo video) {
        String rate = video.frameRate() == Math.rint(video.frameRate())
                ? Long.toString(Math.round(video.frameRate()))
                : String.format(Locale.ROOT, "%.2f", video.frameRate());
        return video.width() + " × " + video.height() + ", " + video.frameCount() + " frames at " + rate + "/s";
    }

    private static String boxes(@Nullable ClipState state) {
        if (state == null) {
            return "…";
        }
        TrackRecord track = state.track();
        if (track == null) {
            return state.seeds().isEmpty()
                    ? "none yet"
                    : "seeds in " + frames(state.seeds().size()) + ", not tracked";
        }
        int used = track.recipe().path("used").size();
        String source =
                switch (track.source()) {
                    case "csrt" ->
                        (track.recipe().path("found").isObject() ? "Detected and tracked" : "Tracked")
                                + (used == 0 ? "" : " from " + frames(used));
                    case "detector" ->
                        "none: " + track.recipe().path("found").path("refused").asText();
                    case "pickle" -> "detection file";
                    case "mot" -> "MOT file";
                    case "cvat" -> "CVAT file";
                    default -> track.source();
                };
        return source + ", " + TIME.format(track.createdAt());
    }

    private static String frames(int count) {
        return count == 1 ? "1 frame" : count + " frames";
    }

    private void add(String name, Node value) {
        Label label = new Label(name);
        label.getStyleClass().add("muted");
        GridPane.setValignment(label, VPos.TOP);
        facts.addRow(facts.getRowCount(), label, value);
    }

    private static Label value(String text) {
        Label label = new Label(text);
        label.setWrapText(true);
        label.setTooltip(new Tooltip(text));
        return label;
    }

    private static Label chip(@Nullable String text) {
        Label label = new Label(text);
        label.setWrapText(true);
        label.getStyleClass().addAll("chip", "warning");
        return label;
    }

    private static Text text(PromptText.Piece piece) {
        Text text = new Text(piece.text());
        text.getStyleClass()
                .add(
                        switch (piece.part()) {
                            case PLAIN -> "prompt-plain";
                            case ANIMAL -> "prompt-animal";
                            case OBJECT -> "prompt-object";
                            case INITIAL_RELATION -> "prompt-initial";
                            case FINAL_RELATION -> "prompt-final";
                        });
        return text;
    }
}
