package org.spatialalign.engine.prompt;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Optional;

/**
 * The kind of dynamic spatial relationship: from which relation to which. Written as two letters, {@code LT} being "on
 * the left, then on top".
 */
public record DsrType(Relation initial, Relation last) {

    @JsonValue
    public String code() {
        return "" + initial.code() + last.code();
    }

    /** Reads two letters; empty when it is anything else. */
    public static Optional<DsrType> parse(String code) {
        String letters = code.strip();
        if (letters.length() != 2) {
            return Optional.empty();
        }
        return Relation.fromCode(letters.charAt(0))
                .flatMap(initial -> Relation.fromCode(letters.charAt(1)).map(last -> new DsrType(initial, last)));
    }

    @JsonCreator
    public static DsrType of(String code) {
        return parse(code)
                .orElseThrow(() -> new IllegalArgumentException(
                        "'" + code + "' is no DSR type; expected two of the letters L, R, T, U, as in LT"));
    }

    @Override
    public String toString() {
        return code();
    }
}
