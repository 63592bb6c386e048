package org.spatialalign.app.home;

import javafx.scene.control.ChoiceBox;
import javafx.scene.control.Label;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.spatialalign.app.fx.InWords;
import org.spatialalign.engine.workflow.ExportFormat;

/** As what the clips' scores, boxes or pictures are written. */
final class ExportForm extends VBox {

    private final ChoiceBox<ExportFormat> format = new ChoiceBox<>();

    ExportForm() {
        super(8);
        format.setId("export-format");
        format.getItems().setAll(ExportFormat.values());
        format.setConverter(new InWords<>(ExportForm::title));
        format.setMaxWidth(Double.MAX_VALUE);
        Label words = new Label();
        words.getStyleClass().add("muted");
        words.setWrapText(true);
        words.setMaxWidth(420);
        // The longest text has room from the beginning: the dialog does not grow while one chooses.
        words.setMinHeight(60);
        words.setPrefWidth(420);
        words.setMinWidth(Region.USE_PREF_SIZE);
        format.valueProperty().subscribe(now -> words.setText(now == null ? "" : explained(now)));
        format.setValue(ExportFormat.PAPER_CSV);
        Label what = new Label("What");
        what.setLabelFor(format);
        getChildren().addAll(what, format, words);
    }

    ExportFormat format() {
        return format.getValue();
    }

    static String title(ExportFormat format) {
        return switch (format) {
            case PAPER_CSV -> "Scores: the paper's CSV";
            case JSON -> "Scores: JSON with all terms and curves";
            case COCO -> "Boxes: COCO";
            case MOT -> "Boxes: MOT text";
            case CVAT -> "Boxes: CVAT for video";
            case OVERLAY_MP4 -> "Pictures: clips with their boxes";
            case FILMSTRIP -> "Pictures: filmstrips with curves";
        };
    }

    private static String explained(ExportFormat format) {
        return switch (format) {
            case PAPER_CSV -> "One file: a row a prompt, its clips and their scores, -100 where there is none.";
            case JSON ->
                "One file: every clip with its score, the four terms, the frames they come from, and the curves.";
            case COCO ->
                "One file: all clips as videos, their frames, tracks and boxes, with scores and content hashes.";
            case MOT -> "A folder with a text file a clip, and one beside it that says which clip it is.";
            case CVAT -> "A folder with an XML file a clip; key frames are kept.";
            case OVERLAY_MP4 -> "A folder with a video a clip.";
            case FILMSTRIP -> "A folder with a picture a clip: a row of frames, the curves below.";
        };
    }
}
