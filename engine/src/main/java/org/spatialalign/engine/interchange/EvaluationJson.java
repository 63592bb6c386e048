package org.spatialalign.engine.interchange;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import org.spatialalign.engine.core.Json;
import org.spatialalign.engine.evaluate.AppearanceFigures;
import org.spatialalign.engine.evaluate.Comparison;
import org.spatialalign.engine.evaluate.ComparisonTable;
import org.spatialalign.engine.evaluate.ComparisonTable.Line;
import org.spatialalign.engine.evaluate.Evaluation;
import org.spatialalign.engine.evaluate.Figures;
import org.spatialalign.engine.evaluate.Interval;
import org.spatialalign.engine.evaluate.ScoredClip;
import org.spatialalign.engine.evaluate.ShareBand;

/** All of an evaluation as one JSON object: curves, figures, every pair with what became of it, unscorable clips. */
public final class EvaluationJson {

    private EvaluationJson() {}

    public static ObjectNode of(Evaluation evaluation, AppearanceFigures appearance) {
        ObjectNode json = Json.object().put("base", evaluation.base());
        evaluation.versus().keySet().forEach(json.putArray("tuned")::add);
        json.put("threshold", evaluation.threshold());
        json.put("unscorable_counted_as", evaluation.counting().code());
        json.putObject("bootstrap")
                .put("over", "prompts")
                .put("resamples", evaluation.bootstrap().resamples())
                .put("level", evaluation.bootstrap().level())
                .put("seed", evaluation.bootstrap().seed());
        ArrayNode curves = json.putArray("curves");
        evaluation.bands().forEach(band -> curve(curves.addObject(), band));
        ArrayNode figures = json.putArray("figures");
        for (Line line : ComparisonTable.of(evaluation, appearance)) {
            line(figures.addObject(), line);
        }
        ArrayNode pairs = json.putArray("pairs");
        evaluation.versus().forEach((tuned, comparison) -> comparison
                .pairs()
                .forEach(pair -> pair(pairs.addObject(), tuned, pair, evaluation.threshold())));
        ObjectNode lonely = json.putObject("without_counterpart");
        evaluation.versus().forEach((tuned, comparison) -> {
            ObjectNode of = lonely.putObject(tuned);
            names(of.putArray("base"), comparison.onlyBase());
            names(of.putArray("tuned"), comparison.onlyTuned());
        });
        ObjectNode unscorable = json.putObject("unscorable");
        evaluation.unscorable().forEach((model, clips) -> {
            ArrayNode list = unscorable.putArray(model);
            clips.forEach(clip -> list.addObject()
                    .put("clip", clip.clip())
                    .put("name", clip.name())
                    .put("reason", clip.reason()));
        });
        return json;
    }

    private static void curve(ObjectNode json, ShareBand band) {
        json.put("model", band.model());
        ArrayNode points = json.putArray("points");
        for (ShareBand.Point point : band.points()) {
            points.addObject()
                    .put("threshold", point.threshold())
                    .put("share", point.share())
                    .put("low", point.interval().low())
                    .put("high", point.interval().high());
        }
    }

    private static void line(ObjectNode json, Line line) {
        json.put("tuned", line.tuned()).put("group", line.group().code()).put("value", line.value());
        json.put("pairs", line.pairs()).put("prompts", line.prompts());
        model(
                json.putObject("of_base"),
                line.row().base(),
                line.looks().baseConsistency(),
                line.looks().baseDiversity());
        model(
                json.putObject("of_tuned"),
                line.row().tuned(),
                line.looks().tunedConsistency(),
                line.looks().tunedDiversity());
        value(json.putObject("share_gain"), line.row().shareGain(), line.row().shareGainInterval());
        value(json.putObject("mean_gain"), line.row().meanGain(), line.row().meanGainInterval());
    }

    private static void model(ObjectNode json, Figures figures, OptionalDouble consistency, OptionalDouble diversity) {
        json.put("unscorable", figures.unscorable());
        value(json.putObject("share"), figures.share(), figures.shareInterval());
        value(json.putObject("mean"), figures.mean(), figures.meanInterval());
        consistency.ifPresent(value -> json.put("consistency", value));
        diversity.ifPresent(value -> json.put("diversity", value));
    }

    private static void value(ObjectNode json, double value, Interval interval) {
        json.put("value", value).put("low", interval.low()).put("high", interval.high());
    }

    private static void pair(ObjectNode json, String tuned, Comparison.Pair pair, double threshold) {
        json.put("tuned", tuned)
                .put("prompt_id", pair.base().promptId())
                .put("seed", pair.base().seed());
        json.put("outcome", pair.outcome(threshold).name().toLowerCase(Locale.ROOT));
        for (var side : List.of(Map.entry("base", pair.base()), Map.entry("tuned", pair.tuned()))) {
            ObjectNode clip = json.putObject(side.getKey() + "_clip");
            ScoredClip scored = side.getValue();
            clip.put("clip", scored.clip()).put("name", scored.name());
            scored.score()
                    .ifPresentOrElse(score -> clip.put("dsr_score", score), () -> clip.put("reason", scored.reason()));
        }
    }

    private static void names(ArrayNode json, List<ScoredClip> clips) {
        clips.forEach(clip -> json.add(clip.name()));
    }
}
