package org.spatialalign.app.fx;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.value.ObservableValue;
import javafx.scene.Node;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.Ikon;

/** One entry of the navigation rail. All methods are called on the FX thread. */
public interface Page {

    /** Stable name, lower case: "inspect". */
    String id();

    String title();

    Ikon icon();

    /** The page's content; the same node each time, made on the first call. */
    Node view();

    /** What can be done here. Their keys work while this page is shown. */
    List<Command> commands();

    /** Called each time the page comes to the front. */
    default void shown() {}

    /** Called when another page comes to the front or the window closes. */
    default void hidden() {}

    /** The mode and what the next key or click does, for the status bar; empty for nothing. */
    default ObservableValue<String> modeLine() {
        return new ReadOnlyStringWrapper("").getReadOnlyProperty();
    }

    /** What is chosen here and could be traced through the project; null for nothing. */
    default @Nullable Subject subject() {
        return null;
    }

    /** Brings the clip or prompt of this id to the front, for example after its edit was undone from the header. */
    default void reveal(String id) {}

    /**
     * Selection, frame, filters: what a person expects to find again. Asked for every few seconds and at the end, so
     * it must be small and quick.
     */
    JsonNode saveState();

    /** Takes what {@link #saveState} once gave, maybe written by another version: what is unknown is passed over. */
    void restoreState(JsonNode state);
}
