package org.spatialalign.app.fx;

import java.util.function.Function;
import javafx.util.StringConverter;
import org.jspecify.annotations.Nullable;

/** Shows values in a choice as people call them; nothing is shown for null. */
public final class InWords<T> extends StringConverter<T> {

    private final Function<T, String> words;

    public InWords(Function<T, String> words) {
        this.words = words;
    }

    @Override
    public String toString(@Nullable T value) {
        return value == null ? "" : words.apply(value);
    }

    /** @throws UnsupportedOperationException always: choices are made, not typed */
    @Override
    public T fromString(String text) {
        throw new UnsupportedOperationException("nobody types here");
    }
}
