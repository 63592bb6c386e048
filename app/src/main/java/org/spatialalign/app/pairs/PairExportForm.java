package org.spatialalign.app.pairs;

import java.util.List;
import javafx.beans.binding.Bindings;
import javafx.scene.control.ChoiceBox;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.spatialalign.app.fx.InWords;
import org.spatialalign.app.pairs.PairFiles.Format;
import org.spatialalign.engine.prefer.PairSet.Policy;

/** Which pairs are written, and as what. */
final class PairExportForm extends VBox {

    private static final String NOW = "What the rules and verdicts give now";

    private final ChoiceBox<Format> format = new ChoiceBox<>();
    private final ChoiceBox<String> source = new ChoiceBox<>();
    private final ChoiceBox<Policy> policy = PairSetForm.policyChoice();

    PairExportForm(List<String> sets) {
        super(8);
        format.setId("pair-format");
        format.getItems().setAll(Format.values());
        format.setConverter(new InWords<>(Format::title));
        format.setValue(Format.JSONL);
        format.setMaxWidth(Double.MAX_VALUE);
        source.setId("pair-source");
        source.getItems().add(NOW);
        source.getItems().addAll(sets);
        source.setValue(NOW);
        source.setMaxWidth(Double.MAX_VALUE);
        source.disableProperty().bind(format.valueProperty().isEqualTo(Format.PAPER_CSV));
        policy.disableProperty()
                .bind(Bindings.createBooleanBinding(
                        () -> format.getValue() == Format.PAPER_CSV || set() != null,
                        format.valueProperty(),
                        source.valueProperty()));
        getChildren()
                .addAll(
                        new Label("Format"),
                        format,
                        new Label("Pairs"),
                        source,
                        new Label("Whose word counts"),
                        policy);
    }

    Format format() {
        return format.getValue();
    }

    /** The chosen set; null for what the rules and verdicts give now. */
    @Nullable
    String set() {
        return NOW.equals(source.getValue()) ? null : source.getValue();
    }

    Policy policy() {
        return policy.getValue();
    }
}
