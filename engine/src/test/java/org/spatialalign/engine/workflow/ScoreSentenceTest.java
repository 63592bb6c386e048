package org.spatialalign.engine.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.spatialalign.engine.geometry.FrameBoxes;
import org.spatialalign.engine.geometry.PixelBox;
import org.spatialalign.engine.prompt.DsrPrompt;
import org.spatialalign.engine.prompt.DsrType;
import org.spatialalign.engine.score.DsrScorer;
import org.spatialalign.engine.score.ScoreOutcome;
import org.spatialalign.engine.score.ScorePreset;

class ScoreSentenceTest {

    private static final PixelBox OBJECT = PixelBox.ofCenter(400, 300, 100, 100);

    @Test
    void everythingAsAsked() {
        assertThat(sentence("LR", t -> 200 + 400 * t))
                .isEqualTo("The cat starts on the left as asked and ends on the right as asked.");
    }

    @Test
    void nothingMoves() {
        assertThat(sentence("LR", t -> 200))
                .isEqualTo("The cat starts on the left as asked, but stays there instead of moving to the right.");
    }

    @Test
    void neverCrosses() {
        assertThat(sentence("RL", t -> 600 - 170 * t))
                .isEqualTo("The cat starts on the right as asked, but never gets to the left.");
    }

    @Test
    void theWrongWayRound() {
        assertThat(sentence("RL", t -> 200 + 400 * t))
                .isEqualTo("The cat goes the wrong way, from the left to the right.");
    }

    @Test
    void comesBack() {
        assertThat(sentence("LR", t -> 200 + 400 * Math.sin(Math.PI * t)))
                .isEqualTo("The cat starts on the left as asked, but comes back to where it was.");
    }

    @Test
    void withoutAScoreItSaysWhy() {
        ScoreOutcome outcome = new DsrScorer(ScorePreset.PAPER).score(DsrType.of("LR"), List.of());
        assertThat(ScoreSentence.explain(outcome, prompt("LR"))).isEqualTo("No score: no frame has both boxes.");
    }

    private static String sentence(String type, DoubleUnaryOperator x) {
        List<FrameBoxes> frames = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            frames.add(FrameBoxes.of(i, PixelBox.ofCenter(x.applyAsDouble(i / 39.0), 300, 50, 50), OBJECT));
        }
        ScoreOutcome outcome = new DsrScorer(ScorePreset.PAPER).score(DsrType.of(type), frames);
        return ScoreSentence.explain(outcome, prompt(type));
    }

    private static DsrPrompt prompt(String type) {
        return new DsrPrompt("p_" + type, DsrType.of(type), "cat", "chair", "", "", "", "", "");
    }
}
