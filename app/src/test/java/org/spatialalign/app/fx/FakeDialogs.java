package org.spatialalign.app.fx;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.application.Platform;
import javafx.beans.value.ObservableBooleanValue;
import javafx.scene.Node;
import org.jspecify.annotations.Nullable;

/** Answers for the person, and keeps what was shown. Unless told otherwise the answer is "Cancel". */
public final class FakeDialogs implements Dialogs {

    public final List<Throwable> errors = new ArrayList<>();
    public final List<String> shown = new ArrayList<>();
    private final Deque<Integer> choices = new ArrayDeque<>();
    private final Deque<Path> paths = new ArrayDeque<>();
    private @Nullable Consumer<Node> formFiller;

    /** The next question is answered with this action; the first is 0. */
    public void willChoose(int action) {
        choices.add(action);
    }

    /** The next question for a file or folder is answered with this. */
    public void willGive(Path path) {
        paths.add(path);
    }

    /** The next form is filled in so and its action chosen. */
    public void willFill(Consumer<Node> filler) {
        formFiller = filler;
    }

    @Override
    public void error(String title, Throwable problem) {
        errors.add(problem);
        shown.add(title);
    }

    @Override
    public void info(String title, String message) {
        shown.add(title + ": " + message);
    }

    @Override
    public void report(String title, String summary, String text) {
        shown.add(title + ": " + summary + "\n" + text);
    }

    @Override
    public boolean confirm(String title, String message, String action) {
        return choose(title, message, List.of(action)).isPresent();
    }

    @Override
    public Optional<Integer> choose(String title, String message, List<String> actions) {
        shown.add(title + ": " + message);
        return Optional.ofNullable(choices.poll());
    }

    @Override
    public Optional<String> ask(String title, String message, String initial) {
        shown.add(title + ": " + message);
        return choices.poll() == null ? Optional.empty() : Optional.of(initial);
    }

    @Override
    public boolean form(String title, Node content, String action, ObservableBooleanValue ready) {
        shown.add(title);
        Consumer<Node> filler = formFiller;
        formFiller = null;
        if (filler == null) {
            return false;
        }
        waitUntil(ready);
        filler.accept(content);
        return true;
    }

    /** As a person would: looks on while the form gets ready. */
    private static void waitUntil(ObservableBooleanValue ready) {
        if (!ready.get() && Platform.isFxApplicationThread()) {
            Object loop = new Object();
            ready.addListener((observable, was, is) -> {
                if (is) {
                    Platform.exitNestedEventLoop(loop, null);
                }
            });
            Platform.enterNestedEventLoop(loop);
        }
    }

    @Override
    public Optional<Path> chooseFolder(String title, @Nullable Path start) {
        return Optional.ofNullable(paths.poll());
    }

    @Override
    public List<Path> chooseFiles(String title, String kind, List<String> endings) {
        Path path = paths.poll();
        return path == null ? List.of() : List.of(path);
    }

    @Override
    public Optional<Path> saveFile(String title, String suggestedName, String kind, List<String> endings) {
        return Optional.ofNullable(paths.poll());
    }
}
