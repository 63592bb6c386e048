package org.spatialalign.app.generate;

import java.util.ArrayList;
import java.util.List;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import org.spatialalign.engine.workflow.GenerateSpec.Prompt;

/** One prompt with its clips, seed by seed. The object stays while the clips come, so that the grid keeps its place. */
final class GridLine {

    private final Prompt prompt;
    private final List<ObjectProperty<GridCell>> cells = new ArrayList<>();

    GridLine(Prompt prompt, List<GridCell> first) {
        this.prompt = prompt;
        first.forEach(cell -> cells.add(new SimpleObjectProperty<>(cell)));
    }

    Prompt prompt() {
        return prompt;
    }

    ObjectProperty<GridCell> cell(int column) {
        return cells.get(column);
    }

    List<GridCell> all() {
        return cells.stream().map(ObjectProperty::get).toList();
    }

    /** Takes over what has changed; a cell that is as before stays the same object. */
    void update(List<GridCell> now) {
        for (int i = 0; i < cells.size(); i++) {
            if (!now.get(i).equals(cells.get(i).get())) {
                cells.get(i).set(now.get(i));
            }
        }
    }
}
