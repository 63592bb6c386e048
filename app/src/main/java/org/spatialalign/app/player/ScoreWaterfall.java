package org.spatialalign.app.player;

import atlantafx.base.theme.Styles;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.spatialalign.app.charts.StepBar.Step;
import org.spatialalign.engine.geometry.Role;
import org.spatialalign.engine.prompt.DsrType;
import org.spatialalign.engine.score.ScoreOutcome;
import org.spatialalign.engine.score.ScoreRange;
import org.spatialalign.engine.score.ScoreTerms;

/**
 * Why a clip has its score: from 0.5, where everything cancels, over an eighth of each of the four terms. For a clip
 * without a score: the reason, what to do, and the frames that prove it.
 */
public final class ScoreWaterfall extends VBox {

    private final PlayerViewModel player;
    private final StringProperty explanation = new SimpleStringProperty("");
    private final Label number = new Label();
    private final Label before = new Label();
    private final Label sentence = new Label();
    private final Label advice = new Label();
    private final Label context = new Label();
    private final FlowPane evidence = new FlowPane(4, 0);
    private final VBox rows = new VBox();
    private final List<WaterfallRow> steps = new ArrayList<>();

    public ScoreWaterfall(PlayerViewModel player) {
        this.player = player;
        getStyleClass().add("waterfall");
        getStylesheets()
                .add(Objects.requireNonNull(ScoreWaterfall.class.getResource("player.css"))
                        .toExternalForm());
        number.setId("score-number");
        number.getStyleClass().add("score-reason");

        before.setId("score-before");
        before.getStyleClass().add(Styles.TEXT_MUTED);
        sentence.textProperty().bind(explanation);
        sentence.setId("score-sentence");
        sentence.getStyleClass().add("explanation");
        context.setId("score-context");
        context.getStyleClass().addAll(Styles.TEXT_SMALL, Styles.TEXT_MUTED);
        advice.setId("score-advice");
        for (Label label : List.of(sentence, context, advice, before, number)) {
            label.setWrapText(true);
            label.setMinHeight(Region.USE_PREF_SIZE);
        }
        Stream.of("term-initial-mean", "term-initial-gap", "term-final-mean", "term-final-gap", "term-total")
                .map(id -> new WaterfallRow(player, id))
                .forEach(steps::add);
        rows.getChildren().addAll(steps);
        HBox head = new HBox(10, number, before);
        head.setAlignment(Pos.BASELINE_LEFT);
        getChildren().addAll(head, sentence, advice, rows, context, evidence);
        for (Node node : List.of(sentence, advice, rows, context, evidence)) {
            node.managedProperty().bind(node.visibleProperty());
        }
        Changes.of(
                this::update,
                player.outcomeProperty(),
                player.ghostOutcomeProperty(),
                player.clipProperty(),
                player.typeProperty(),
                player.animalNameProperty(),
                player.objectNameProperty());
        explanation.addListener((o, old, now) -> update());
        update();
    }

    /** One sentence in words, told by whoever knows how; shown above the bars. */
    public StringProperty explanationProperty() {
        return explanation;
    }

    private void update() {
        DsrType type = player.typeProperty().get();
        boolean open = player.clip() != null;
        boolean scored = open && type != null && player.outcome() instanceof ScoreOutcome.Scored;
        rows.setVisible(scored);
        context.setVisible(scored);
        // Without a score the advice says it all.
        sentence.setVisible(scored && !explanation.get().isEmpty());
        number.getStyleClass().setAll("label", scored ? "score-number" : "score-reason");
        evidence.getChildren().clear();
        before.setText("");
        if (!open) {
            number.setText("–");
            advice.setVisible(false);
        } else if (player.outcome() instanceof ScoreOutcome.Scored score && type != null) {
            advice.setVisible(false);
            showScore(score, type);
        } else if (player.outcome() instanceof ScoreOutcome.Unscorable unscorable) {
            showReason(unscorable);
        }
        evidence.setVisible(!evidence.getChildren().isEmpty());
    }

    private void showScore(ScoreOutcome.Scored scored, DsrType type) {
        ScoreTerms terms = scored.terms();
        ScoreOutcome ghost = player.ghostOutcomeProperty().get();
        @Nullable ScoreTerms old = ghost instanceof ScoreOutcome.Scored g ? g.terms() : null;
        number.setText(Figures.score(terms.dsrScore()));
        if (old != null) {
            before.setText("was " + Figures.score(old.dsrScore()));
        } else if (ghost != null) {
            before.setText("had no score");
        }
        ScoreRange range = ScoreRange.of(type);
        String start = type.initial().initialPhrase() + " the " + player.name(Role.OBJECT);
        String end = type.last().finalPhrase() + " the " + player.name(Role.OBJECT);
        List<Integer> ends = List.of(terms.firstFrame(), terms.lastFrame());
        double[] values = {terms.initialMean(), terms.initialGap(), terms.finalMean(), terms.finalGap()};
        double[] former = old == null
                ? new double[0]
                : new double[] {old.initialMean(), old.initialGap(), old.finalMean(), old.finalGap()};
        String[] words = {"Begins " + start, "Leaves that place", "Ends " + end, "Comes to that place"};
        String[] symbols = {"r_init", "g_init", "r_f", "g_f"};
        List<List<Integer>> frames = List.of(terms.firstFrames(), ends, terms.lastFrames(), ends);
        double sum = 0.5;
        double formerSum = 0.5;
        for (int i = 0; i < values.length; i++) {
            double next = sum + values[i] / 8;
            formerSum += old == null ? 0 : former[i] / 8;
            Step step = new Step(sum, next, false, old == null ? null : formerSum, List.of(0.5));
            steps.get(i).show(words[i], symbols[i], values[i], step, frames.get(i));
            sum = next;
        }
        Step total =
                new Step(sum, sum, true, old == null ? null : old.dsrScore(), List.of(range.still(), range.perfect()));
        steps.get(4).show("DSR-Score", "", null, total, player.scoreFrames());
        context.setText("Starts from 0.5; each term adds or takes up to 0.125. A clip in which nothing moves gets "
                + Figures.score(range.still()) + ", a perfect straight motion of this type "
                + Figures.score(range.perfect())
                + " (dotted). Only these frames decide:");
        player.scoreFrames().forEach(frame -> evidence.getChildren().add(link(Integer.toString(frame), frame)));
    }

    private void showReason(ScoreOutcome.Unscorable unscorable) {
        number.setText(unscorable.reason().title());
        advice.setText(unscorable.detail() + " " + unscorable.reason().advice());
        advice.setVisible(true);
        Double old = player.ghostScoreProperty().get();
        if (old != null) {
            before.setText("was " + Figures.score(old));
        }
        for (TrackProblem problem : player.problemsProperty().get()) {
            String who = problem.role() == null ? "" : player.name(problem.role()) + " ";
            String where = problem.from() == problem.to()
                    ? "Frame " + problem.from()
                    : "Frames " + problem.from() + "–" + problem.to();
            evidence.getChildren().add(link(where + ": " + who + problem.kind().text(), problem.from()));
        }
    }

    private Hyperlink link(String text, int frame) {
        Hyperlink link = new Hyperlink(text);
        link.getStyleClass().add("frame-link");
        link.setOnAction(e -> {
            player.goTo(frame);
            link.setVisited(false);
        });
        return link;
    }
}
