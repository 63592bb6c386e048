package org.spatialalign.engine.workflow.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.spatialalign.engine.geometry.FrameBoxes;
import org.spatialalign.engine.geometry.PixelBox;
import org.spatialalign.engine.prompt.DsrPrompt;
import org.spatialalign.engine.prompt.DsrType;
import org.spatialalign.engine.score.DsrScorer;
import org.spatialalign.engine.score.ScoreOutcome;
import org.spatialalign.engine.score.ScorePreset;
import org.spatialalign.engine.workflow.ScoreSentence;

class HtmlReportTest {

    private static final PixelBox OBJECT = PixelBox.ofCenter(400, 300, 100, 100);

    @Test
    void sharesAreSaidOfBothDenominators() throws IOException {
        String html = report(row("a", "wan", "LR", 40), row("b", "wan", "LR", 40), row("c", "ours", "LT", 3));
        assertThat(html)
                .contains("2 of 3")
                .contains("100 % of the scored, 67 % of all clips")
                .contains("Too few valid frames: 1 clip")
                .contains("<td>ours</td><td class=\"n\">1</td><td class=\"n\">0</td><td class=\"n\">1</td>");
    }

    @Test
    void everyTypeShowsWhatStillAndPerfectScore() throws IOException {
        assertThat(report(row("a", "wan", "LR", 40), row("b", "wan", "LT", 40)))
                .contains("Nothing moves: 0.5; perfect: about 1.0.")
                .contains("Nothing moves: 0.625; perfect: about 0.875.");
    }

    @Test
    void namesCannotBreakThePage() throws IOException {
        String html = report(row("a", "<script>alert('x')</script>\" & co", "LR", 40));
        assertThat(html)
                .doesNotContain("<script>alert")
                .contains("&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;&quot; &amp; co");
    }

    @Test
    void nothingComesFromOutside() throws IOException {
        String html = report(row("a", "wan", "LR", 40));
        assertThat(html).contains("src=\"data:image/jpeg;base64,AQID\"");
        assertThat(html.replace("src=\"data:image/jpeg", ""))
                .doesNotContain("http:")
                .doesNotContain("https:")
                .doesNotContain("src=")
                .doesNotContain("@import")
                .doesNotContain("url(");
    }

    @Test
    void anEmptyProjectHasAReportToo() throws IOException {
        assertThat(report()).contains("0 of 0").contains("–").doesNotContain("NaN");
    }

    private static String report(ReportRow... rows) throws IOException {
        StringWriter out = new StringWriter();
        HtmlReport.write(
                new ReportData(
                        "A <project>",
                        Instant.EPOCH,
                        ScorePreset.PAPER,
                        "0.1.0",
                        List.of("Boxes followed from seeds"),
                        List.of(rows)),
                out);
        return out.toString();
    }

    private static ReportRow row(String id, String model, String type, int frames) {
        List<FrameBoxes> boxes = new ArrayList<>();
        for (int i = 0; i < frames; i++) {
            boxes.add(FrameBoxes.of(i, PixelBox.ofCenter(200 + 400.0 * i / frames, 300, 50, 50), OBJECT));
        }
        DsrPrompt prompt = new DsrPrompt("p_" + type, DsrType.of(type), "cat", "chair", "", "", "", "A cat.", "");
        ScoreOutcome outcome = new DsrScorer(ScorePreset.PAPER).score(prompt.type(), boxes);
        return new ReportRow(
                id,
                id + ".mp4",
                model,
                prompt,
                4,
                frames,
                outcome,
                false,
                false,
                ScoreSentence.explain(outcome, prompt),
                "AQID");
    }
}
