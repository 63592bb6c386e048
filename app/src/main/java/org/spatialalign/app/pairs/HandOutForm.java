package org.spatialalign.app.pairs;

import java.util.List;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.Spinner;
import javafx.scene.control.SpinnerValueFactory;
import javafx.scene.control.TextField;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.VBox;

/** Who gets pairs to judge, and how many go to two of them. */
final class HandOutForm extends VBox {

    private final TextField names = new TextField();
    private final Spinner<Integer> overlap = percent(20);
    private final Spinner<Integer> repeats = percent(5);
    private final CheckBox blind = new CheckBox("Blind: no scores, seeds, models or file names");

    HandOutForm(String own) {
        super(12);
        names.setId("hand-out-names");
        names.setText(own);
        names.setPromptText("ann, bob");
        names.setPrefColumnCount(28);
        blind.setSelected(true);
        Label words = new Label("Everybody gets a file with pairs, imports it with \"Take in a share\", judges, and"
                + " sends the verdicts back. The pairs that two people judge show how far they agree.");
        words.getStyleClass().add("muted");
        words.setWrapText(true);
        words.setMaxWidth(460);
        Label files = new Label("A name names a file too: letters, digits, spaces and . _ @ -");
        files.getStyleClass().add("caption");
        GridPane grid = new GridPane(12, 8);
        row(grid, 0, "Names, parted by commas", names);
        grid.add(files, 1, 1);
        row(grid, 2, "Judged by two, in percent", overlap);
        row(grid, 3, "Shown twice, in percent", repeats);
        getChildren().addAll(words, grid, blind);
    }

    private static Spinner<Integer> percent(int initial) {
        Spinner<Integer> spinner = new Spinner<>();
        spinner.setValueFactory(new SpinnerValueFactory.IntegerSpinnerValueFactory(0, 100, initial, 5));
        spinner.setEditable(true);
        spinner.setPrefWidth(90);
        return spinner;
    }

    private static void row(GridPane grid, int row, String name, javafx.scene.Node control) {
        Label label = new Label(name);
        label.setLabelFor(control);
        grid.addRow(row, label, control);
    }

    /** At least one name, and each of them can name a file. */
    BooleanBinding ready() {
        return Bindings.createBooleanBinding(
                () -> {
                    List<String> all = PairFileActions.names(names.getText());
                    return !all.isEmpty()
                            && all.stream().allMatch(name -> name.matches("[\\p{L}\\p{N}][\\p{L}\\p{N} ._@-]*"));
                },
                names.textProperty());
    }

    PairFiles.HandOut handOut() {
        return new PairFiles.HandOut(
                PairFileActions.names(names.getText()),
                overlap.getValue() / 100.0,
                repeats.getValue() / 100.0,
                blind.isSelected());
    }
}
