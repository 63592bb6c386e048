package org.spatialalign.app.home;

import atlantafx.base.theme.Styles;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import javafx.beans.binding.Bindings;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.materialdesign2.MaterialDesignC;
import org.kordamp.ikonli.materialdesign2.MaterialDesignF;
import org.kordamp.ikonli.materialdesign2.MaterialDesignP;
import org.kordamp.ikonli.materialdesign2.MaterialDesignS;
import org.kordamp.ikonli.materialdesign2.MaterialDesignT;
import org.kordamp.ikonli.materialdesign2.MaterialDesignV;
import org.spatialalign.app.fx.Dialogs;
import org.spatialalign.engine.workflow.imports.ImportPreview;
import org.spatialalign.engine.workflow.imports.ImportSpec;

/** The import dialog's content: what was found, how names are read, and what each clip would become. */
final class ImportForm extends VBox {

    private static final String PAPER_NAMING = "{prompt_id}_F{frames}_seed{NN}.mp4";

    private final ImportViewModel model;

    ImportForm(ImportViewModel model, Dialogs dialogs) {
        super(16);
        this.model = model;
        setId("import-form");
        setPrefWidth(720);
        getChildren().addAll(sources(dialogs), names(), preview(), after());
    }

    private Node sources(Dialogs dialogs) {
        VBox found = new VBox(8);
        found.setId("import-found");
        model.foundProperty().addListener((observable, was, is) -> {
            show(found, is);
            if (getScene() != null && getScene().getWindow() != null) {
                getScene().getWindow().sizeToScene();
            }
        });
        show(found, model.foundProperty().get());
        Button files = new Button("Add files…", new FontIcon(MaterialDesignF.FILE_PLUS_OUTLINE));
        files.setOnAction(event -> model.add(dialogs.chooseFiles(
                "Add files to the import",
                "Clips, prompt lists, seed boxes, detections, boxes",
                List.of("*.mp4", "*.csv", "*.json", "*.pkl", "*.txt", "*.xml", "*.webm", "*.mkv", "*.mov"))));
        Button folder = new Button("Add a folder…", new FontIcon(MaterialDesignF.FOLDER_PLUS_OUTLINE));
        folder.setOnAction(event ->
                dialogs.chooseFolder("Add a folder to the import", null).ifPresent(path -> model.add(List.of(path))));
        files.setMinWidth(Region.USE_PREF_SIZE);
        folder.setMinWidth(Region.USE_PREF_SIZE);
        Label looking = new Label("Looking through the folders…");
        looking.getStyleClass().add("muted");
        looking.visibleProperty().bind(model.lookingProperty());
        HBox more = new HBox(8, files, folder, looking);
        more.setAlignment(Pos.CENTER_LEFT);
        return new VBox(12, found, more);
    }

    private void show(VBox box, ImportSpec spec) {
        box.getChildren().clear();
        addKind(box, MaterialDesignV.VIDEO_OUTLINE, "clip", spec.clips());
        addKind(box, MaterialDesignT.TEXT_BOX_OUTLINE, "prompt list", spec.prompts());
        addKind(box, MaterialDesignS.SELECT_DRAG, "seed file", spec.seeds());
        addKind(box, MaterialDesignP.PICKAXE, "detection file", spec.detections());
        addKind(box, MaterialDesignV.VECTOR_RECTANGLE, "box file", spec.boxes());
        if (box.getChildren().isEmpty()) {
            Label nothing =
                    new Label("Nothing found yet. Clips, prompt lists (CSV), seed boxes (JSON), detections (pkl) "
                            + "and boxes (MOT, CVAT) are recognised, also inside folders.");
            nothing.setWrapText(true);
            nothing.setMinHeight(Region.USE_PREF_SIZE);
            nothing.getStyleClass().add("muted");
            box.getChildren().add(nothing);
        }
    }

    private void addKind(VBox box, Ikon icon, String noun, List<Path> files) {
        if (files.isEmpty()) {
            return;
        }
        Label count = new Label(files.size() + " " + noun + (files.size() == 1 ? "" : "s"));
        count.getStyleClass().add("strong");
        count.setMinWidth(128);
        String names = files.stream().limit(4).map(ImportForm::name).collect(Collectors.joining(", "));
        Label some = new Label(files.size() > 4 ? names + ", …" : names);
        some.getStyleClass().add("muted");
        some.setMaxWidth(Double.MAX_VALUE);
        some.setMinWidth(0);
        HBox.setHgrow(some, Priority.ALWAYS);
        Button remove = new Button(null, new FontIcon(MaterialDesignC.CLOSE));
        remove.getStyleClass().addAll(Styles.BUTTON_ICON, Styles.FLAT, Styles.SMALL);
        remove.setTooltip(new Tooltip("Leave out"));
        remove.setAccessibleText("Leave out " + count.getText());
        remove.setOnAction(event -> model.remove(files));
        FontIcon mark = new FontIcon(icon);
        mark.getStyleClass().addAll("kind-icon", "muted");
        HBox row = new HBox(12, mark, count, some, remove);
        row.setAlignment(Pos.CENTER_LEFT);
        box.getChildren().add(row);
    }

    private static String name(Path file) {
        Path name = file.getFileName();
        return name == null ? file.toString() : name.toString();
    }

    private Node names() {
        TextField source = new TextField();
        source.setId("import-model");
        source.setPromptText("the name of each clip's folder");
        source.textProperty().bindBidirectional(model.modelProperty());
        TextField pattern = new TextField();
        pattern.setId("import-pattern");
        pattern.setPromptText(PAPER_NAMING);
        pattern.getStyleClass().add("monospace");
        pattern.textProperty().bindBidirectional(model.patternProperty());
        pattern.setTooltip(
                new Tooltip("Leave empty for " + PAPER_NAMING + ",\nor write a regular expression with named "
                        + "groups, such as\n(?<prompt>\\w+)-(?<seed>\\d+)\\.mp4    (a group \"model\" is read too)"));
        Label problem = new Label();
        problem.setId("import-problem");
        problem.setWrapText(true);
        problem.getStyleClass().add("score-bad");
        problem.textProperty().bind(model.problemProperty());
        problem.visibleProperty().bind(model.problemProperty().isNotEmpty());
        problem.managedProperty().bind(problem.visibleProperty());
        GridPane grid = new GridPane();
        grid.setHgap(12);
        grid.setVgap(8);
        grid.addRow(0, label("Source model", source), source);
        grid.addRow(1, label("File names", pattern), pattern);
        GridPane.setHgrow(source, Priority.ALWAYS);
        GridPane.setHgrow(pattern, Priority.ALWAYS);
        return new VBox(8, grid, problem);
    }

    private static Label label(String text, Node control) {
        Label label = new Label(text);
        label.setMinWidth(Region.USE_PREF_SIZE);
        label.setLabelFor(control);
        return label;
    }

    private Node preview() {
        TableView<ImportPreview.Row> table = new TableView<>(model.rows());
        table.setId("import-preview");
        table.getStyleClass().addAll(Styles.DENSE, Styles.STRIPED);
        table.setColumnResizePolicy(TableView.CONSTRAINED_RESIZE_POLICY_FLEX_LAST_COLUMN);
        table.setPrefHeight(192);
        table.setMinHeight(120);
        table.setPlaceholder(new Label("The clips and what their names say appear here."));
        table.getColumns().add(column("File", 244, row -> name(row.file())));
        table.getColumns().add(column("Model", 88, ImportPreview.Row::model));
        table.getColumns().add(column("Prompt", 120, row -> row.promptId() == null ? "" : row.promptId()));
        table.getColumns().add(column("Seed", 72, row -> row.seed() == null ? "" : String.valueOf(row.seed())));
        table.getColumns().add(column("Remark", 188, ImportPreview.Row::why));
        Label matched = new Label();
        matched.setId("import-matched");
        matched.getStyleClass().add("caption");
        matched.textProperty()
                .bind(Bindings.createStringBinding(
                        () -> {
                            long known = model.rows().stream()
                                    .filter(ImportPreview.Row::matched)
                                    .count();
                            if (known == model.rows().size()) {
                                return "All names say their prompt and seed.";
                            }
                            return known + " of " + model.rows().size() + " names say their prompt and seed. "
                                    + "The others are imported too and can be matched by hand in Inspect.";
                        },
                        model.rows()));
        matched.visibleProperty().bind(Bindings.isNotEmpty(model.rows()));
        VBox box = new VBox(4, table, matched);
        VBox.setVgrow(table, Priority.ALWAYS);
        return box;
    }

    private static TableColumn<ImportPreview.Row, String> column(
            String title, double width, Function<ImportPreview.Row, String> text) {
        TableColumn<ImportPreview.Row, String> column = new TableColumn<>(title);
        column.setPrefWidth(width);
        column.setSortable(false);
        column.setReorderable(false);
        column.setCellValueFactory(cell -> new ReadOnlyStringWrapper(text.apply(cell.getValue())));
        column.setCellFactory(view -> new TableCell<>() {
            @Override
            protected void updateItem(String item, boolean empty) {
                super.updateItem(item, empty);
                setText(empty ? null : item);
                setTooltip(empty || item == null || item.length() < 24 ? null : new Tooltip(item));
            }
        });
        return column;
    }

    private Node after() {
        CheckBox track = new CheckBox("Track and score afterwards what has seed boxes");
        track.setId("import-track");
        track.selectedProperty().bindBidirectional(model.trackAfterProperty());
        return track;
    }
}
