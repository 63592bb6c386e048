package org.spatialalign.app.fx;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.value.ObservableBooleanValue;
import javafx.scene.Node;
import org.jspecify.annotations.Nullable;

/**
 * Questions and messages that need an answer now. The edge of the screen: tests answer for the person. All methods are
 * called on the FX thread and return when the dialog is closed.
 */
public interface Dialogs {

    /** Tells what went wrong. The message is shown in full; the stack trace can be unfolded and copied. */
    void error(String title, Throwable problem);

    /** Tells something with nothing to decide. */
    void info(String title, String message);

    /** A longer text to read and copy: a one-line summary over it. */
    void report(String title, String summary, String text);

    /** A yes or no; {@code action} is the verb on the yes button, for example "Delete", beside "Cancel". */
    boolean confirm(String title, String message, String action);

    /**
     * Several ways on, one button each besides "Cancel".
     *
     * @return the chosen one's index in {@code actions}
     */
    Optional<Integer> choose(String title, String message, List<String> actions);

    /** A line of text. */
    Optional<String> ask(String title, String message, String initial);

    /** A form made by the caller over the buttons {@code action} and "Cancel"; true if the action was chosen. */
    default boolean form(String title, Node content, String action) {
        return form(title, content, action, new SimpleBooleanProperty(true));
    }

    /** The same; the action can be chosen only while the form is {@code ready}. */
    boolean form(String title, Node content, String action, ObservableBooleanValue ready);

    Optional<Path> chooseFolder(String title, @Nullable Path start);

    /**
     * One or more files.
     *
     * @param kind what is asked for, such as "Prompt lists"
     * @param endings name patterns such as {@code *.csv}
     */
    List<Path> chooseFiles(String title, String kind, List<String> endings);

    Optional<Path> saveFile(String title, String suggestedName, String kind, List<String> endings);
}
