package org.spatialalign.app.player;

import atlantafx.base.theme.Styles;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Slider;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.shape.Circle;
import javafx.scene.shape.Rectangle;
import javafx.scene.shape.Shape;
import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.materialdesign2.MaterialDesignM;
import org.spatialalign.app.fx.RoleStyle;
import org.spatialalign.engine.geometry.Role;

/** Which box is edited and what can be done to it, and what is drawn over the picture. */
final class EditBar extends FlowPane {

    private final PlayerViewModel player;
    private final PlayerControls controls;

    EditBar(PlayerViewModel player, PlayerControls controls, PictureView picture) {
        this.player = player;
        this.controls = controls;
        getStyleClass().add("edit-bar");
        setAlignment(Pos.CENTER_LEFT);
        getChildren()
                .addAll(
                        group(roleButton(Role.ANIMAL), roleButton(Role.OBJECT)),
                        group(
                                controls.button("boxes.key-frame"),
                                controls.button("boxes.midpoint"),
                                controls.button("boxes.swap"),
                                controls.button("boxes.outside"),
                                controls.button("boxes.straight"),
                                controls.button("boxes.revert"),
                                controls.button("boxes.retrack")),
                        group(
                                controls.toggle("player.overlay", player.overlayVisibleProperty()),
                                opacity(),
                                controls.toggle("player.trail", player.trailVisibleProperty()),
                                controls.toggle("player.landscape", player.landscapeVisibleProperty())),
                        group(
                                zoomButton("zoom-out", "Smaller (mouse wheel)", false, picture),
                                controls.button("player.fit"),
                                zoomButton("zoom-in", "Larger (mouse wheel)", true, picture)));
    }

    private static HBox group(Node... nodes) {
        HBox group = new HBox(nodes);
        group.setAlignment(Pos.CENTER_LEFT);
        group.getStyleClass().add("transport-group");
        return group;
    }

    private ToggleButton roleButton(Role role) {
        ToggleButton button = new ToggleButton();
        button.setId(role == Role.ANIMAL ? "select-animal" : "select-object");
        button.getStyleClass().addAll(Styles.SMALL, role == Role.ANIMAL ? Styles.LEFT_PILL : Styles.RIGHT_PILL);
        button.setGraphic(mark(role));
        button.setTooltip(new Tooltip());
        Runnable update = () -> {
            button.setText(player.name(role));
            button.setSelected(player.selectedRole() == role);
            button.getTooltip()
                    .setText("Edit the " + player.name(role) + " ("
                            + controls.key(role == Role.ANIMAL ? "boxes.subject" : "boxes.object") + ")");
        };
        Changes.of(update, player.selectedRoleProperty(), player.animalNameProperty(), player.objectNameProperty());
        update.run();
        button.setOnAction(e -> {
            player.selectedRoleProperty().set(role);
            update.run();
        });
        controls.quiet(button);
        return button;
    }

    private static Shape mark(Role role) {
        Shape shape = role == Role.ANIMAL ? new Rectangle(9, 9) : new Circle(5);
        shape.setFill(RoleStyle.of(role).colour());
        return shape;
    }

    private Slider opacity() {
        Slider slider = new Slider(0.1, 1, 1);
        slider.setId("overlay-opacity");
        slider.getStyleClass().add(Styles.SMALL);
        slider.valueProperty().bindBidirectional(player.overlayOpacityProperty());
        slider.setPrefWidth(60);
        slider.setAccessibleText("Opacity of the boxes");
        slider.setTooltip(new Tooltip("Opacity of the boxes"));
        return slider;
    }

    private Button zoomButton(String id, String text, boolean larger, PictureView picture) {
        Button button = new Button(
                null,
                new FontIcon(larger ? MaterialDesignM.MAGNIFY_PLUS_OUTLINE : MaterialDesignM.MAGNIFY_MINUS_OUTLINE));
        button.setId(id);
        button.getStyleClass().addAll(Styles.BUTTON_ICON, Styles.FLAT);
        button.setTooltip(new Tooltip(text));
        button.setAccessibleText(text);
        button.setOnAction(e -> {
            if (larger) {
                picture.zoomIn();
            } else {
                picture.zoomOut();
            }
        });
        button.disableProperty().bind(player.clipProperty().isNull());
        controls.quiet(button);
        return button;
    }
}
