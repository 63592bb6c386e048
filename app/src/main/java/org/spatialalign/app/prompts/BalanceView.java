package org.spatialalign.app.prompts;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.spatialalign.app.fx.UiExecutor;
import org.spatialalign.engine.prompt.DsrPrompt;
import org.spatialalign.engine.prompt.PromptBalance;

/** How often each type, animal, object, verb and structure comes among the prompts shown. A bar filters by its value. */
final class BalanceView extends ScrollPane {

    private static final PseudoClass CHOSEN = PseudoClass.getPseudoClass("chosen");
    /** So many bars of a column are shown until a person asks for all. */
    private static final int FIRST = 10;

    private final PromptsViewModel prompts;
    private final VBox content = new VBox(12);
    private final Set<PromptColumn> unfolded = EnumSet.noneOf(PromptColumn.class);
    private PromptBalance balance = PromptBalance.of(List.of());

    BalanceView(PromptsViewModel prompts) {
        this.prompts = prompts;
        setId("balance");
        setContent(content);
        setFitToWidth(true);
        setHbarPolicy(ScrollBarPolicy.NEVER);
        setFocusTraversable(false);
        getStyleClass().add("plain-scroll");
        content.getStyleClass().add("side-part");
        prompts.list().shownProperty().subscribe(this::count);
    }

    private void count(List<DsrPrompt> shown) {
        UiExecutor executor = prompts.executor();
        executor.load(
                this,
                () -> PromptBalance.of(shown),
                counted -> {
                    balance = counted;
                    fill();
                },
                prompts.onFailed());
    }

    private void fill() {
        content.getChildren().clear();
        Label scope = new Label("Of the prompts shown: "
                + prompts.list().countTextProperty().get() + ". Click a bar to see only its prompts.");
        scope.setWrapText(true);
        scope.setMinHeight(Region.USE_PREF_SIZE);
        scope.getStyleClass().add("caption");
        content.getChildren().add(scope);
        part(PromptColumn.TYPE, "Types", balance.types());
        part(PromptColumn.ANIMAL, "Animals", balance.animals());
        part(PromptColumn.OBJECT, "Objects", balance.objects());
        part(PromptColumn.VERB, "Verbs", balance.verbs());
        part(PromptColumn.STRUCTURE, "Structures", balance.templates());
    }

    private void part(PromptColumn column, String title, Map<String, Integer> counts) {
        if (counts.isEmpty()) {
            return;
        }
        Label heading = new Label(title + "  " + counts.size());
        heading.getStyleClass().add("strong");
        VBox bars = new VBox(2, heading);
        int most = counts.values().stream().mapToInt(Integer::intValue).max().orElse(1);
        boolean all = unfolded.contains(column);
        counts.entrySet().stream().limit(all ? Long.MAX_VALUE : FIRST).forEach(entry -> bars.getChildren()
                .add(bar(column, entry.getKey(), entry.getValue(), most)));
        if (counts.size() > FIRST) {
            Hyperlink more = new Hyperlink(all ? "Show fewer" : "Show all " + counts.size());
            more.setOnAction(event -> {
                if (!unfolded.remove(column)) {
                    unfolded.add(column);
                }
                fill();
            });
            bars.getChildren().add(more);
        }
        content.getChildren().add(bars);
    }

    private Node bar(PromptColumn column, String value, int count, int most) {
        Label name = new Label(value.isEmpty() ? "not known" : value);
        name.setMinWidth(96);
        name.setPrefWidth(96);
        Region fill = new Region();
        fill.getStyleClass().add("balance-fill");
        StackPane track = new StackPane(fill);
        track.setAlignment(Pos.CENTER_LEFT);
        fill.maxWidthProperty().bind(track.widthProperty().multiply((double) count / most));
        track.setMinWidth(40);
        HBox.setHgrow(track, Priority.ALWAYS);
        Label number = new Label("%,d".formatted(count));
        number.setMinWidth(52);
        number.getStyleClass().add("balance-number");
        HBox row = new HBox(6, name, track, number);
        row.setAlignment(Pos.CENTER_LEFT);
        Button button = new Button(null, row);
        row.prefWidthProperty().bind(button.widthProperty().subtract(14));
        button.getStyleClass().addAll("flat", "balance-bar");
        button.setMaxWidth(Double.MAX_VALUE);
        button.setAccessibleText(name.getText() + ": " + count + ". Filter by it.");
        button.pseudoClassStateChanged(
                CHOSEN, prompts.list().filterProperty().get().chosen(column).contains(value));
        button.setOnAction(event -> {
            PromptFilter filter = prompts.list().filterProperty().get();
            prompts.list().filterProperty().set(Objects.requireNonNull(filter).toggle(column, value));
        });
        return button;
    }
}
