package org.spatialalign.app.fx;

import java.util.List;
import javafx.scene.paint.Color;
import org.spatialalign.engine.geometry.Role;

/**
 * How the animal and the object are told apart, everywhere: by colour (blue and orange, safe for the common colour
 * blindnesses) and by line (solid and dashed), so that no reading depends on colour alone.
 *
 * @param colour for lines and fills drawn over pictures and charts, light or dark
 * @param dash line dash in pixels, on and off by turns; empty for a solid line
 * @param cssColour the looked-up colour of the same meaning, adjusted to the theme
 * @param styleClass for labels and chips: text or mark in the role's colour
 */
public record RoleStyle(Color colour, List<Double> dash, String cssColour, String styleClass) {

    public static final RoleStyle ANIMAL =
            new RoleStyle(Color.web("#2E9BE6"), List.of(), "-role-animal", "role-animal");
    public static final RoleStyle OBJECT =
            new RoleStyle(Color.web("#F0A30A"), List.of(7.0, 4.0), "-role-object", "role-object");

    public static RoleStyle of(Role role) {
        return role == Role.ANIMAL ? ANIMAL : OBJECT;
    }

    /** The dash as the canvas wants it. */
    public double[] dashArray() {
        return dash.stream().mapToDouble(Double::doubleValue).toArray();
    }
}
