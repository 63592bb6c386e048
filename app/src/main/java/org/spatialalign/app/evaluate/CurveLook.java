package org.spatialalign.app.evaluate;

import java.util.List;
import org.spatialalign.app.charts.Ink;

/**
 * How the curve of a model is drawn, so that it is told from the others without colour, too.
 *
 * @param dash on and off by turns, in pixels; empty for a solid line
 */
record CurveLook(Ink ink, List<Double> dash) {

    private static final List<CurveLook> LOOKS = List.of(
            new CurveLook(Ink.TEXT, List.of(7.0, 4.0)),
            new CurveLook(Ink.FIRST, List.of()),
            new CurveLook(Ink.SECOND, List.of(11.0, 3.0, 2.0, 3.0)),
            new CurveLook(Ink.ACCENT, List.of(2.0, 3.0)));

    /** @param index 0 for the base, then the tuned models in their order */
    static CurveLook of(int index) {
        return LOOKS.get(index % LOOKS.size());
    }

    double[] dashArray() {
        return dash.stream().mapToDouble(Double::doubleValue).toArray();
    }
}
