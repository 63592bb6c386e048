package org.spatialalign.app.fx;

import com.fasterxml.jackson.core.type.TypeReference;
import java.util.function.Predicate;

/**
 * One preference: what changes comfort, never results.
 *
 * @param key its name in the file
 * @param fallback the value before a person chose, and when the stored one is not valid
 * @param valid what may be stored
 */
public record Setting<T>(String key, TypeReference<T> type, T fallback, Predicate<T> valid) {}
