package org.spatialalign.app.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.spatialalign.app.fx.HeldExecutor;
import org.spatialalign.app.fx.PromptText;
import org.spatialalign.app.fx.PromptText.Part;
import org.spatialalign.app.fx.PromptText.Piece;
import org.spatialalign.app.fx.WorkQueue;
import org.spatialalign.engine.geometry.PixelBox;
import org.spatialalign.engine.geometry.Role;
import org.spatialalign.engine.prompt.DsrPrompt;
import org.spatialalign.engine.prompt.DsrType;
import org.spatialalign.engine.track.CorrectionEdits;
import org.spatialalign.engine.track.Corrections;

/** The small pure parts of the page. */
class InspectPiecesTest {

    @Test
    void showsBothRelationsInTheSentence() {
        DsrPrompt prompt = TestRows.prompt("1_LR", "LR", "cat", "chair");
        List<Piece> pieces = PromptText.of(prompt);
        assertThat(pieces)
                .contains(
                        new Piece(Part.INITIAL_RELATION, "on the left of"),
                        new Piece(Part.FINAL_RELATION, "to the right of"),
                        new Piece(Part.ANIMAL, "cat"),
                        new Piece(Part.OBJECT, "chair"));
        assertThat(String.join("", pieces.stream().map(Piece::text).toList())).isEqualTo(prompt.sentence());
    }

    @Test
    void doesNotFindTheCatInTheCattle() {
        DsrPrompt prompt = new DsrPrompt(
                "1",
                DsrType.of("LT"),
                "cat",
                "box",
                "",
                "on the left of",
                "to the top of",
                "Among cattle, a Cat is on the left of a box.",
                "");
        assertThat(PromptText.of(prompt).stream().filter(piece -> piece.part() == Part.ANIMAL))
                .containsExactly(new Piece(Part.ANIMAL, "Cat"));
        assertThat(PromptText.of(prompt)).noneMatch(piece -> piece.part() == Part.FINAL_RELATION);
    }

    @Test
    void tellsAPromptWithoutSentence() {
        DsrPrompt prompt =
                new DsrPrompt("1", DsrType.of("LT"), "cat", "box", "", "on the left of", "to the top of", " ", "");
        assertThat(String.join(
                        "", PromptText.of(prompt).stream().map(Piece::text).toList()))
                .isEqualTo("A cat is on the left of a box, then to the top of the box.");
    }

    @Test
    void findsTheFrameThatAnUndoTouched() {
        PixelBox box = new PixelBox(0, 0, 10, 10);
        Corrections one = CorrectionEdits.setKeyFrame(Corrections.NONE, Role.ANIMAL, 12, box);
        Corrections two = CorrectionEdits.setKeyFrame(one, Role.OBJECT, 40, box);
        assertThat(FirstDifference.of(two, one)).isEqualTo(40);
        assertThat(FirstDifference.of(one, Corrections.NONE)).isEqualTo(12);
        assertThat(FirstDifference.of(one, CorrectionEdits.toggleSwap(one, 3))).isEqualTo(3);
        assertThat(FirstDifference.of(one, one)).isNull();
    }

    @Test
    void viewsSurviveJson() {
        ViewState view = new ViewState(
                new ClipFilter(
                        "cat walks",
                        Map.of(Facet.TYPE, Set.of("LR", "RL"), Facet.STATUS, Set.of("SCORED")),
                        new ScoreFilter(0.25, 0.5, ScoreFilter.Unscored.SHOW)),
                List.of(new SortKey(ClipColumn.SCORE, true), SortKey.ascending(ClipColumn.PROMPT)),
                Facet.MODEL,
                true);
        assertThat(ViewState.fromJson(view.toJson())).contains(view);
        assertThat(ViewState.fromJson(ViewState.DEFAULT.toJson())).contains(ViewState.DEFAULT);
    }

    @Test
    void viewsOfAnotherVersionAreReadAsFarAsTheyGo() throws Exception {
        ObjectMapper mapper = new ObjectMapper();
        assertThat(ViewState.fromJson(mapper.readTree("{\"grid\":true,\"zoom\":3}")))
                .contains(new ViewState(null, null, null, true));
        assertThat(ViewState.fromJson(mapper.readTree("{\"grouping\":\"MOOD\"}")))
                .isEmpty();
    }

    @Test
    void scoreFilterTogglesWhatHasNoScore() {
        ScoreFilter range = ScoreFilter.range(0.2, 0.4);
        assertThat(range.accepts(Double.NaN)).isFalse();
        assertThat(range.toggleUnscored().accepts(Double.NaN)).isTrue();
        assertThat(range.toggleUnscored().toggleUnscored()).isEqualTo(range);
        assertThat(ScoreFilter.ALL.toggleUnscored().accepts(0.5)).isFalse();
        assertThat(ScoreFilter.ALL.toggleUnscored().toggleUnscored()).isEqualTo(ScoreFilter.ALL);
        assertThat(ScoreFilter.range(-0.1, 1.2)).isEqualTo(ScoreFilter.ALL);
    }

    @Test
    void writesKeepTheirOrderAndTellHowTheyWent() {
        HeldExecutor executor = new HeldExecutor();
        WorkQueue queue = new WorkQueue(executor);
        List<String> log = new ArrayList<>();
        queue.submit(() -> log.add("first"), done -> log.add("first done"), problem -> log.add("?"));
        queue.submit(
                () -> {
                    throw new IllegalStateException("no");
                },
                done -> log.add("?"),
                problem -> log.add(problem.getMessage()));
        queue.submit(() -> log.add("third"), done -> log.add("third done"), problem -> log.add("?"));
        assertThat(queue.busyProperty().get()).isTrue();
        // Threads may get their turn in any order; the work does not.
        executor.runNewest();
        executor.runOldest();
        executor.runAll();
        assertThat(log).containsExactly("first", "first done", "no", "third", "third done");
        assertThat(queue.busyProperty().get()).isFalse();
    }

    @Test
    void nothingIsLostWhenTheProjectClosesRightAfterAnEdit() {
        HeldExecutor executor = new HeldExecutor();
        WorkQueue queue = new WorkQueue(executor);
        List<String> log = new ArrayList<>();
        queue.submit(() -> log.add("first"), done -> {}, problem -> log.add("?"));
        queue.submit(() -> log.add("second"), done -> {}, problem -> log.add("?"));
        queue.flush();
        assertThat(log).containsExactly("first", "second");
        executor.runAll();
        assertThat(log).containsExactly("first", "second");
        assertThat(queue.busyProperty().get()).isFalse();
    }
}
