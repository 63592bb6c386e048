/**
 * The settings page: appearance, size, annotator, keys. The keys and their file are in {@code fx}, which pages may use.
 */
@NullMarked
package org.spatialalign.app.settings;

import org.jspecify.annotations.NullMarked;
