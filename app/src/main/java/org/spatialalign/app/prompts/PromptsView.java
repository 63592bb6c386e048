package org.spatialalign.app.prompts;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.SplitPane;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.materialdesign2.MaterialDesignC;
import org.kordamp.ikonli.materialdesign2.MaterialDesignF;
import org.kordamp.ikonli.materialdesign2.MaterialDesignT;
import org.spatialalign.app.fx.EmptyNote;

/** The page: the table of prompts on the left, on the right what is written, checked, counted, named and worded. */
final class PromptsView extends BorderPane {

    /** What the right side shows. */
    enum Part {
        WRITE("Write"),
        CHECK("Check"),
        BALANCE("Balance"),
        SETS("Sets"),
        WORDS("Words");

        private final String title;

        Part(String title) {
            this.title = title;
        }

        String id() {
            return name().toLowerCase(Locale.ROOT);
        }

        String title() {
            return title;
        }
    }

    /** Where the list is narrower, with large type for instance, its buttons show their symbols only. */
    private static final double ROOMY = 610;

    private final PromptsViewModel prompts;
    private final PromptTable table;
    private final SlotEditorView editor;
    private final FindingsView findings;
    private final SetsView sets;
    private final TextField search = new TextField();
    private final FlowPane filters = new FlowPane(6, 4);
    private final StackPane content = new StackPane();
    private final StackPane side = new StackPane();
    private final List<ToggleButton> tabs = new ArrayList<>();
    private final Node noProject;
    private final Node noPrompts;
    private final Node noMatch;
    private final SplitPane split;
    private Part part = Part.WRITE;
    private boolean awaited;

    PromptsView(PromptsViewModel prompts, PromptButtons buttons) {
        this.prompts = prompts;
        setId("page-prompts");
        getStyleClass().addAll("page", "prompts-page");
        getStylesheets()
                .add(Objects.requireNonNull(PromptsView.class.getResource("prompts.css"))
                        .toExternalForm());
        table = new PromptTable(prompts, prompts.onFailed());
        editor = new SlotEditorView(prompts.editor(), new UnfinishedView(prompts.desk()), buttons.editor());
        findings = new FindingsView(prompts, buttons.findings(), new ReadersView(prompts.readers(), buttons.readers()));
        sets = new SetsView(prompts, buttons.sets());
        prompts.words().onChange(editor::fillWords);
        noProject = new EmptyNote(
                MaterialDesignF.FOLDER_OUTLINE,
                "No project is open",
                "Prompts belong to a project. Open one, or make one, on the Home page.");
        noPrompts = new EmptyNote(
                MaterialDesignT.TEXT_BOX_PLUS_OUTLINE,
                "No prompts yet",
                "Write one on the right, by its words or as a sentence; make many out of the vocabulary; or take a list"
                        + " from a CSV file or a spreadsheet.",
                buttons.empty());
        Button clear = new Button("Clear filters");
        clear.setOnAction(event -> prompts.list().filterProperty().set(PromptFilter.ALL));
        noMatch = new EmptyNote(
                MaterialDesignF.FILTER_OFF_OUTLINE,
                "No prompt matches",
                "All prompts are hidden by the search text or the filters.",
                clear);
        List<Button> tools = buttons.toolbar();
        VBox left = new VBox(6, toolbar(tools), filters, content, foot());
        left.widthProperty()
                .subscribe(width -> tools.forEach(tool -> tool.setContentDisplay(
                        width.doubleValue() < ROOMY ? ContentDisplay.GRAPHIC_ONLY : ContentDisplay.LEFT)));
        left.getStyleClass().add("prompt-list");
        VBox.setVgrow(content, Priority.ALWAYS);
        left.setMinWidth(380);
        VBox right = new VBox(tabRow(buttons), side);
        right.getStyleClass().add("prompt-side");
        VBox.setVgrow(side, Priority.ALWAYS);
        right.setMinWidth(360);
        ScrollPane writing = new ScrollPane(editor);
        writing.setFitToWidth(true);
        writing.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        writing.setFocusTraversable(false);
        writing.getStyleClass().add("plain-scroll");
        side.getChildren()
                .addAll(
                        writing,
                        findings,
                        new BalanceView(prompts),
                        sets,
                        new WordsView(prompts.words(), buttons.words()));
        split = new SplitPane(left, right);
        split.setDividerPositions(0.65);
        SplitPane.setResizableWithParent(right, false);
        setCenter(split);
        prompts.list().stateProperty().subscribe(this::showContent);
        prompts.list().filterProperty().subscribe(this::showFilters);
        show(Part.WRITE);
    }

    private Node toolbar(List<Button> buttons) {
        search.setId("prompt-search");
        search.setPromptText("Search prompts");
        search.setAccessibleText("Search prompts");
        search.setMinWidth(120);
        search.textProperty().addListener((o, before, now) -> {
            PromptFilter filter = prompts.list().filterProperty().get();
            if (!now.equals(filter.text())) {
                prompts.list().filterProperty().set(filter.withText(now));
            }
        });
        search.setOnKeyPressed(event -> {
            if (event.getCode() == KeyCode.ESCAPE && !search.getText().isEmpty()) {
                search.clear();
                event.consume();
            } else if (event.getCode() == KeyCode.DOWN || event.getCode() == KeyCode.ENTER) {
                table.requestFocus();
                event.consume();
            }
        });
        HBox.setHgrow(search, Priority.ALWAYS);
        HBox row = new HBox(6, search);
        row.getChildren().addAll(buttons);
        row.setAlignment(Pos.CENTER_LEFT);
        return row;
    }

    private Node foot() {
        Label count = new Label();
        count.setId("prompt-count");
        count.getStyleClass().add("muted");
        count.textProperty().bind(prompts.list().countTextProperty());
        HBox row = new HBox(count);
        row.getStyleClass().add("prompt-foot");
        return row;
    }

    private Node tabRow(PromptButtons buttons) {
        ToggleGroup group = new ToggleGroup();
        HBox row = new HBox();
        row.getStyleClass().add("side-tabs");
        for (Part shown : Part.values()) {
            ToggleButton tab = new ToggleButton(shown.title());
            tab.setId("part-" + shown.id());
            tab.setToggleGroup(group);
            tab.setUserData(shown);
            tab.setMaxWidth(Double.MAX_VALUE);
            tab.setMinWidth(Region.USE_PREF_SIZE);
            tab.setTooltip(buttons.tooltip("prompts.part-" + shown.id()));
            tab.getStyleClass()
                    .add(shown == Part.WRITE ? "left-pill" : shown == Part.WORDS ? "right-pill" : "center-pill");
            tab.setOnAction(event -> show(shown));
            HBox.setHgrow(tab, Priority.ALWAYS);
            tabs.add(tab);
            row.getChildren().add(tab);
        }
        return row;
    }

    private void showContent(PromptListViewModel.State state) {
        content.getChildren()
                .setAll(
                        switch (state) {
                            case NO_PROJECT -> noProject;
                            case LOADING -> new Label("");
                            case NO_PROMPTS -> noPrompts;
                            case NO_MATCH -> noMatch;
                            case PROMPTS -> table;
                        });
        side.setDisable(state == PromptListViewModel.State.NO_PROJECT);
        if (awaited && state != PromptListViewModel.State.LOADING) {
            focusTable();
        }
    }

    private void showFilters(PromptFilter filter) {
        if (!filter.text().equals(search.getText())) {
            search.setText(filter.text());
        }
        filters.getChildren().clear();
        filter.chosen()
                .forEach((column, values) -> values.forEach(value -> filters.getChildren()
                        .add(chip(
                                column.title() + ": " + (value.isEmpty() ? "not known" : value),
                                filter.toggle(column, value)))));
        filter.only().ifPresent(only -> filters.getChildren()
                .add(chip("Only " + only.label(), filter.withOnly(Optional.empty()))));
        filters.setVisible(!filters.getChildren().isEmpty());
        filters.setManaged(!filters.getChildren().isEmpty());
    }

    private Node chip(String text, PromptFilter without) {
        Button chip = new Button(text, new FontIcon(MaterialDesignC.CLOSE));
        chip.getStyleClass().addAll("small", "filter-chip");
        chip.setAccessibleText("Remove filter " + text);
        chip.setTooltip(new Tooltip("Remove this filter"));
        chip.setOnAction(event -> prompts.list().filterProperty().set(without));
        return chip;
    }

    /** Brings a part of the right side to the front. */
    void show(Part shown) {
        part = shown;
        for (int i = 0; i < tabs.size(); i++) {
            tabs.get(i).setSelected(tabs.get(i).getUserData() == shown);
            Node child = side.getChildren().get(i);
            child.setVisible(tabs.get(i).getUserData() == shown);
            child.setManaged(child.isVisible());
        }
    }

    Part part() {
        return part;
    }

    /** Now, or as soon as the prompts are read. */
    void focusTable() {
        PromptListViewModel.State state = prompts.list().stateProperty().get();
        awaited = state == PromptListViewModel.State.LOADING;
        if (state == PromptListViewModel.State.PROMPTS) {
            table.requestFocus();
        }
    }

    PromptTable table() {
        return table;
    }

    SlotEditorView editor() {
        return editor;
    }

    FindingsView findings() {
        return findings;
    }

    SetsView sets() {
        return sets;
    }

    double divider() {
        return split.getDividerPositions()[0];
    }

    void setDivider(double position) {
        split.setDividerPositions(position);
    }

    void focusSearch() {
        search.requestFocus();
        search.selectAll();
    }
}
