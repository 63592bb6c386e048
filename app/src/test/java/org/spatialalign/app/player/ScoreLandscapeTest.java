package org.spatialalign.app.player;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.spatialalign.engine.geometry.FrameBoxes;
import org.spatialalign.engine.geometry.PixelBox;
import org.spatialalign.engine.geometry.Role;
import org.spatialalign.engine.prompt.DsrType;
import org.spatialalign.engine.score.DsrScorer;
import org.spatialalign.engine.score.ScoreOutcome;
import org.spatialalign.engine.score.ScorePreset;
import org.spatialalign.engine.track.Corrections;
import org.spatialalign.engine.track.EffectiveTracks;

class ScoreLandscapeTest {

    private static final DsrScorer SCORER = new DsrScorer(ScorePreset.PAPER);
    private static final ScoreLandscape.Grid GRID = new ScoreLandscape.Grid(9, 6, Scenes.WIDTH, Scenes.HEIGHT);
    private final EffectiveTracks tracks = EffectiveTracks.of(Scenes.leftToRight(), Corrections.NONE);

    @ParameterizedTest
    @CsvSource({"LR,0,ANIMAL", "LR,2,OBJECT", "LT,40,ANIMAL", "TR,39,ANIMAL", "TU,0,OBJECT", "LR,40,OBJECT"})
    void isWhatTheScorerWouldSay(String code, int frame, Role role) {
        DsrType type = DsrType.of(code);
        ScoreOutcome outcome = SCORER.score(type, tracks.frames());
        ScoreLandscape landscape =
                ScoreLandscape.of(outcome, type, tracks, frame, role, GRID).orElseThrow();
        for (int row = 0; row < GRID.rows(); row++) {
            for (int column = 0; column < GRID.columns(); column++) {
                double expected = scoreWithCentreAt(type, frame, role, GRID.x(column), GRID.y(row));
                assertThat(landscape.score(column, row)).isCloseTo(expected, within(1e-12));
            }
        }
        assertThat(landscape.lowest()).isLessThan(landscape.highest());
    }

    @Test
    void framesThatDoNotCountHaveNone() {
        DsrType type = DsrType.of("LR");
        ScoreOutcome outcome = SCORER.score(type, tracks.frames());
        assertThat(ScoreLandscape.of(outcome, type, tracks, 20, Role.ANIMAL, GRID))
                .isEmpty();
        ScoreOutcome none = SCORER.score(type, List.of());
        assertThat(ScoreLandscape.of(none, type, tracks, 0, Role.ANIMAL, GRID)).isEmpty();
    }

    private double scoreWithCentreAt(DsrType type, int frame, Role role, double x, double y) {
        List<FrameBoxes> frames = new ArrayList<>(tracks.frames());
        PixelBox box = frames.get(frame).box(role).orElseThrow();
        frames.set(frame, frames.get(frame).with(role, PixelBox.ofCenter(x, y, box.width(), box.height())));
        return ((ScoreOutcome.Scored) SCORER.score(type, frames)).dsrScore();
    }
}
