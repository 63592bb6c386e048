/**
 * Preferences: typed keys, their file, the dialog.
 */
@NullMarked
package org.spatialalign.app.settings;

import org.jspecify.annotations.NullMarked;
