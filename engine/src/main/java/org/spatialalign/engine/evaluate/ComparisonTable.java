package org.spatialalign.engine.evaluate;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/** The figures of an evaluation as rows, in the order in which tables show them. */
public final class ComparisonTable {

    /** By what the clips of a row belong together. */
    public enum Group {
        ALL("all"),
        TYPE("type"),
        ANIMAL("animal"),
        STRUCTURE("structure");

        private final String code;

        Group(String code) {
            this.code = code;
        }

        /** As files write it. */
        public String code() {
            return code;
        }

        /** The row that a clip belongs to. */
        public String of(ScoredClip clip) {
            return switch (this) {
                case ALL -> "";
                case TYPE -> clip.type().code();
                case ANIMAL -> clip.animal();
                case STRUCTURE -> clip.structure();
            };
        }
    }

    /**
     * One row.
     *
     * @param tuned name of the tuned model
     * @param value of the group: a type's letters, an animal, a structure; empty for all
     * @param pairs how many clips of each model are compared
     * @param prompts how many prompts they are of; intervals over fewer than two say nothing
     * @param looks of both models' clips
     */
    public record Line(
            String tuned, Group group, String value, int pairs, int prompts, Comparison.Row row, Looks looks) {

        /** Whether its intervals mean anything. */
        public boolean certain() {
            return prompts > 1;
        }
    }

    /** Guard rails of the base and the tuned model; empty where nothing was measured. */
    public record Looks(
            OptionalDouble baseConsistency,
            OptionalDouble tunedConsistency,
            OptionalDouble baseDiversity,
            OptionalDouble tunedDiversity) {}

    private ComparisonTable() {}

    /** All groups of every tuned model: all clips first, then types, animals, structures. */
    public static List<Line> of(Evaluation evaluation, AppearanceFigures appearance) {
        List<Line> lines = new ArrayList<>();
        for (Map.Entry<String, Comparison> versus : evaluation.versus().entrySet()) {
            for (Group group : Group.values()) {
                lines.addAll(of(evaluation, versus.getKey(), group, appearance));
            }
        }
        return lines;
    }

    /** The rows of one group. */
    public static List<Line> of(Evaluation evaluation, String tuned, Group group, AppearanceFigures appearance) {
        Comparison comparison = evaluation.versus().get(tuned);
        if (comparison == null) {
            throw new IllegalArgumentException("'" + tuned + "' was not compared");
        }
        Map<String, Comparison.Row> rows =
                switch (group) {
                    case ALL -> Map.of("", comparison.overall());
                    case TYPE -> comparison.byType();
                    case ANIMAL -> comparison.byAnimal();
                    case STRUCTURE -> comparison.byStructure();
                };
        List<Line> lines = new ArrayList<>();
        rows.forEach((value, row) -> {
            List<Comparison.Pair> pairs = comparison.pairs().stream()
                    .filter(pair -> group.of(pair.base()).equals(value))
                    .toList();
            List<ScoredClip> base = pairs.stream().map(Comparison.Pair::base).toList();
            List<ScoredClip> after = pairs.stream().map(Comparison.Pair::tuned).toList();
            int prompts =
                    (int) base.stream().map(ScoredClip::promptId).distinct().count();
            Looks looks = new Looks(
                    appearance.consistency(base),
                    appearance.consistency(after),
                    appearance.diversity(evaluation.base(), base),
                    appearance.diversity(tuned, after));
            lines.add(new Line(tuned, group, value, pairs.size(), prompts, row, looks));
        });
        return lines;
    }
}
