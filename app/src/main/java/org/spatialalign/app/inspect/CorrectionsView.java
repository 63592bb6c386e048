package org.spatialalign.app.inspect;

import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.spatialalign.app.fx.RoleStyle;
import org.spatialalign.app.player.PlayerViewModel;
import org.spatialalign.engine.geometry.Role;
import org.spatialalign.engine.store.Edit;
import org.spatialalign.engine.track.Corrections;
import org.spatialalign.engine.track.Corrections.KeyFrame;
import org.spatialalign.engine.track.Corrections.Span;

/** What people changed on this clip, each entry leading to its frame, and the tracking results it ever had. */
final class CorrectionsView extends VBox {

    private static final int EDITS_SHOWN = 12;
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("d MMM HH:mm", Locale.ROOT).withZone(ZoneId.systemDefault());

    private final OpenClipViewModel clip;
    private final PlayerViewModel player;
    private final VBox corrections = new VBox(2);
    private final VBox tracks = new VBox(2);
    private final VBox edits = new VBox(2);

    /** @param trace shows what came of the boxes of the clip */
    CorrectionsView(OpenClipViewModel clip, TrainedNote trained, Runnable trace) {
        super(6);
        this.clip = clip;
        this.player = clip.player();
        getStyleClass().add("corrections");
        getChildren()
                .setAll(
                        title("Corrections"),
                        trained(trained, trace),
                        corrections,
                        title("Tracking results"),
                        tracks,
                        title("Edits of this clip"),
                        edits);
        player.correctionsProperty().subscribe(this::refreshCorrections);
        player.clipProperty().subscribe(this::refreshCorrections);
        refreshCorrections();
        clip.stateProperty().subscribe(this::refreshHistory);
        clip.writableProperty()
                .subscribe(() -> refreshHistory(clip.stateProperty().get()));
    }

    /** Only there while there is something to say. */
    private static Hyperlink trained(TrainedNote trained, Runnable trace) {
        Hyperlink link = new Hyperlink();
        link.setId("trained-note");
        link.getStyleClass().addAll("frame-link", "trained-note");
        link.textProperty().bind(trained.textProperty());
        link.visibleProperty().bind(trained.textProperty().isNotEmpty());
        link.managedProperty().bind(link.visibleProperty());
        link.setTooltip(new Tooltip("See what came of these boxes"));
        link.setWrapText(true);
        link.setMinHeight(Region.USE_PREF_SIZE);
        link.setOnAction(event -> {
            link.setVisited(false);
            trace.run();
        });
        return link;
    }

    private static Label title(String text) {
        Label label = new Label(text);
        label.getStyleClass().add("details-heading");
        return label;
    }

    private void refreshCorrections() {
        Corrections now = player.correctionsProperty().get();
        if (now.isEmpty()) {
            corrections.getChildren().setAll(muted("None. Drag a box to correct it; the machine's boxes are kept."));
            return;
        }
        List<Node> lines = new ArrayList<>();
        for (Role role : Role.values()) {
            List<Node> frames = new ArrayList<>();
            for (KeyFrame key : now.keyFrames()) {
                if (key.role() == role) {
                    frames.add(link(Integer.toString(key.frame()), key.frame()));
                }
            }
            addLine(lines, player.name(role) + " key frames", role, frames);
        }
        spans(lines, "outside", now.outside());
        spans(lines, "straight line", now.lines());
        List<Node> swaps = new ArrayList<>();
        now.swaps().forEach(frame -> swaps.add(link("from " + frame, frame)));
        addLine(lines, "identities swapped", null, swaps);
        corrections.getChildren().setAll(lines);
    }

    private void spans(List<Node> lines, String what, List<Span> spans) {
        TreeMap<Role, List<Node>> byRole = new TreeMap<>();
        for (Span span : spans) {
            byRole.computeIfAbsent(span.role(), role -> new ArrayList<>())
                    .add(link(span.from() + "–" + span.to(), span.from()));
        }
        byRole.forEach((role, links) -> addLine(lines, player.name(role) + " " + what, role, links));
    }

    private static void addLine(List<Node> lines, String name, @Nullable Role role, List<Node> links) {
        if (links.isEmpty()) {
            return;
        }
        Label label = new Label(name);
        if (role != null) {
            label.getStyleClass().add(RoleStyle.of(role).styleClass());
        }
        FlowPane line = new FlowPane(6, 0, label);
        line.getChildren().addAll(links);
        lines.add(line);
    }

    private Hyperlink link(String text, int frame) {
        Hyperlink link = new Hyperlink(text);
        link.getStyleClass().add("frame-link");
        link.setTooltip(new Tooltip("Go to frame " + frame));
        link.setOnAction(event -> {
            link.setVisited(false);
            player.goTo(frame);
        });
        return link;
    }

    private void refreshHistory(@Nullable ClipState state) {
        tracks.getChildren().clear();
        edits.getChildren().clear();
        if (state == null) {
            return;
        }
        if (state.tracks().isEmpty()) {
            tracks.getChildren().add(muted("None yet."));
        }
        for (ClipState.TrackEntry entry : state.tracks()) {
            tracks.getChildren().add(track(entry));
        }
        if (state.edits().isEmpty()) {
            edits.getChildren().add(muted("None."));
        }
        state.edits().stream().limit(EDITS_SHOWN).forEach(edit -> edits.getChildren()
                .add(edit(edit)));
        int more = state.edits().size() - EDITS_SHOWN;
        if (more > 0) {
            edits.getChildren().add(muted("and " + more + " before these"));
        }
    }

    private Node track(ClipState.TrackEntry entry) {
        Label name = new Label(entry.source() + ", " + TIME.format(entry.createdAt()));
        Region gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        HBox line = new HBox(6, name, gap);
        line.setAlignment(Pos.CENTER_LEFT);
        line.setMinHeight(22);
        if (entry.current()) {
            Label now = new Label("in use");
            now.getStyleClass().addAll("chip", "accent");
            now.setMinWidth(Region.USE_PREF_SIZE);
            line.getChildren().add(now);
        } else if (clip.writableProperty().get()) {
            Button again = new Button("Use again");
            again.getStyleClass().addAll("small", "flat");
            again.setMinWidth(Region.USE_PREF_SIZE);
            again.setTooltip(new Tooltip("Make these boxes count again, without corrections; can be undone"));
            again.setOnAction(event -> clip.restore(entry));
            line.getChildren().add(again);
        }
        return line;
    }

    private static Node edit(Edit edit) {
        Label label = new Label(edit.label());
        label.setTooltip(new Tooltip(edit.label() + "\n" + edit.author() + ", " + TIME.format(edit.at())
                + (edit.undone() ? "\nTaken back" : "")));
        HBox.setHgrow(label, Priority.ALWAYS);
        label.setMaxWidth(Double.MAX_VALUE);
        Label when = muted(edit.undone() ? "taken back" : TIME.format(edit.at()));
        when.setMinWidth(Region.USE_PREF_SIZE);
        if (edit.undone()) {
            label.getStyleClass().add("muted");
        }
        return new HBox(6, label, when);
    }

    private static Label muted(String text) {
        Label label = new Label(text);
        label.getStyleClass().addAll("muted", "caption");
        label.setWrapText(true);
        return label;
    }
}
