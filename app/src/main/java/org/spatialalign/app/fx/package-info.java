/**
 * Small JavaFX building blocks that know no feature: background loads, dialogs, actions with keys, preferences, themes.
 */
@NullMarked
package org.spatialalign.app.fx;

import org.jspecify.annotations.NullMarked;
