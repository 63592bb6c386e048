package org.spatialalign.app.inspect;

import java.util.Locale;
import javafx.beans.binding.Bindings;
import javafx.beans.value.ObservableBooleanValue;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.OverrunStyle;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.Tooltip;
import javafx.scene.image.ImageView;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.materialdesign2.MaterialDesignA;
import org.kordamp.ikonli.materialdesign2.MaterialDesignL;
import org.kordamp.ikonli.materialdesign2.MaterialDesignM;
import org.spatialalign.app.fx.EmptyNote;
import org.spatialalign.app.player.PlayerView;
import org.spatialalign.engine.media.Frame;

/** The middle of the page: what the clip is called, what happens to it just now, and the clip itself. */
final class ClipPane extends VBox {

    private final OpenClipViewModel clip;
    private final TrackingViewModel tracking;
    private final Label title = new Label();
    private final Label details = new Label();
    private final ImageView poster = new ImageView();
    private final StackPane posterPane = new StackPane(poster);

    ClipPane(InspectViewModel inspect, InspectActions actions, PlayerView playerView) {
        this.clip = inspect.clip();
        this.tracking = inspect.tracking();
        Node sheet = actions.contactSheet();
        StackPane content = new StackPane(playerView, posterPane, sheet, nothingSelected());
        content.setMinHeight(0);
        VBox.setVgrow(content, Priority.ALWAYS);
        sheet.visibleProperty().bind(inspect.contactSheetProperty());
        playerView.visibleProperty().bind(inspect.contactSheetProperty().not());
        getChildren().addAll(header(actions), readOnly(), trackingBanner(), problem(), content);
        showPoster();
        clip.rowProperty().subscribe(this::describe);
    }

    private Node header(InspectActions actions) {
        title.getStyleClass().add("clip-title");
        title.setTextOverrun(OverrunStyle.CENTER_ELLIPSIS);
        title.setMinWidth(60);
        details.getStyleClass().add("muted");
        Region gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        HBox row = new HBox(6, title, details, gap);
        row.getStyleClass().add("player-toolbar");
        row.getChildren().addAll(actions.clipButtons());
        return row;
    }

    private void describe(@Nullable ClipRow row) {
        title.setText(row == null ? "" : row.name());
        title.setTooltip(row == null ? null : new Tooltip(row.clip().fileName()));
        if (row == null) {
            details.setText("");
            return;
        }
        String seed = Facet.SEED.valueOf(row);
        String model = row.clip().model();
        details.setText((model + (seed.isEmpty() ? "" : ", seed " + seed)).replaceFirst("^, ", ""));
    }

    private Node readOnly() {
        Label text = new Label("Open read-only: nothing can be changed.", new FontIcon(MaterialDesignL.LOCK_OUTLINE));
        HBox banner = banner("accent", text);
        banner.setId("read-only-banner");
        show(banner, clip.writableProperty().not().and(clip.rowProperty().isNotNull()));
        return banner;
    }

    private Node trackingBanner() {
        Label text = new Label();
        text.setWrapText(true);
        text.textProperty()
                .bind(Bindings.createStringBinding(
                        () -> tracking.progressProperty().get() < 0
                                ? tracking.textProperty().get()
                                : String.format(
                                        Locale.ROOT,
                                        "%s, %.0f %%",
                                        tracking.textProperty().get(),
                                        100 * tracking.progressProperty().get()),
                        tracking.textProperty(),
                        tracking.progressProperty()));
        ProgressBar bar = new ProgressBar();
        bar.setPrefWidth(120);
        bar.progressProperty().bind(tracking.progressProperty());
        show(bar, tracking.runningProperty());
        Button stop = new Button("Stop");
        stop.getStyleClass().addAll("small", "flat");
        stop.setOnAction(event -> tracking.cancel());
        show(stop, tracking.runningProperty());
        HBox banner = banner("accent", text, bar, stop);
        banner.setId("tracking-banner");
        show(banner, tracking.textProperty().isNotEmpty());
        return banner;
    }

    private Node problem() {
        Label text = new Label(null, new FontIcon(MaterialDesignA.ALERT_OUTLINE));
        text.setWrapText(true);
        text.textProperty().bind(clip.problemProperty());
        HBox banner = banner("warning", text);
        banner.setId("problem-banner");
        show(banner, clip.problemProperty().isNotEmpty());
        return banner;
    }

    private static HBox banner(String style, Node... parts) {
        HBox banner = new HBox(parts);
        banner.getStyleClass().addAll("banner", style);
        // The picture gives way, not the message.
        banner.setMinHeight(Region.USE_PREF_SIZE);
        return banner;
    }

    private static void show(Node node, ObservableBooleanValue when) {
        node.visibleProperty().bind(when);
        node.managedProperty().bind(when);
    }

    private Node nothingSelected() {
        EmptyNote note = new EmptyNote(
                MaterialDesignM.MOVIE_OUTLINE,
                "No clip is selected",
                "Pick a clip at the left to play and correct it.");
        note.visibleProperty().bind(clip.rowProperty().isNull());
        return note;
    }

    /** The first frame while the others are still being decoded. */
    private void showPoster() {
        posterPane.getStyleClass().add("poster");
        posterPane.setMouseTransparent(true);
        posterPane.setAlignment(Pos.CENTER);
        posterPane.setMinSize(0, 0);
        poster.setPreserveRatio(true);
        poster.fitWidthProperty().bind(posterPane.widthProperty());
        poster.fitHeightProperty().bind(posterPane.heightProperty());
        clip.posterProperty().subscribe(frame -> {
            poster.setImage(frame == null ? null : image(frame));
            posterPane.setVisible(frame != null);
        });
    }

    private static WritableImage image(Frame frame) {
        WritableImage image = new WritableImage(frame.width(), frame.height());
        image.getPixelWriter()
                .setPixels(
                        0,
                        0,
                        frame.width(),
                        frame.height(),
                        PixelFormat.getByteBgraPreInstance(),
                        frame.bgra().duplicate(),
                        4 * frame.width());
        return image;
    }
}
