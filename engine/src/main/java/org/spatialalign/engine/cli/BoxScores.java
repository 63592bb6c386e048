package org.spatialalign.engine.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.spatialalign.engine.core.CancelledException;
import org.spatialalign.engine.core.Json;
import org.spatialalign.engine.core.WorkbenchException;
import org.spatialalign.engine.geometry.FrameBoxes;
import org.spatialalign.engine.interchange.BoxCase;
import org.spatialalign.engine.interchange.BoxCases;
import org.spatialalign.engine.interchange.RowProblem;
import org.spatialalign.engine.score.DsrScorer;
import org.spatialalign.engine.score.ScoreOutcome;
import org.spatialalign.engine.score.ScorePreset;
import org.spatialalign.engine.track.LabelledFrame;

/** Scores boxes without clips, one line per case, as the cases are read: any number of them in little memory. */
final class BoxScores implements BoxCases.Handler<CancelledException> {

    private final Console console;
    private final boolean json;
    private final DsrScorer scorer = new DsrScorer(ScorePreset.PAPER);
    private int failed;

    BoxScores(Console console, boolean json) {
        this.console = console;
        this.json = json;
    }

    int run(Path file) throws WorkbenchException, CancelledException {
        BoxCases.each(file, this);
        return failed == 0 ? Main.DONE : Main.FAILED;
    }

    @Override
    public void onCase(BoxCase boxes) throws CancelledException {
        if (console.interruption().requested()) {
            throw new CancelledException();
        }
        List<FrameBoxes> frames = new ArrayList<>(boxes.frames().size());
        for (LabelledFrame frame : boxes.frames()) {
            frames.add(frame.toFrameBoxes(boxes.animal(), boxes.object()));
        }
        ScoreOutcome outcome = scorer.score(boxes.type(), frames);
        if (json) {
            console.out().println(Json.write(ScoreJson.of(boxes.video(), outcome)));
        } else if (outcome instanceof ScoreOutcome.Scored scored) {
            console.out().println(String.format(Locale.ROOT, "%.6f  %s", scored.dsrScore(), boxes.video()));
        } else if (outcome instanceof ScoreOutcome.Unscorable unscorable) {
            console.out().println("   –      " + boxes.video() + "  " + unscorable.detail());
        }
    }

    @Override
    public void onProblem(String video, RowProblem problem) {
        failed++;
        console.error(problem.place() + ": " + problem.problem());
    }
}
