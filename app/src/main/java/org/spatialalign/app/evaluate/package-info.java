/**
 * Evaluate page.
 */
@NullMarked
package org.spatialalign.app.evaluate;

import org.jspecify.annotations.NullMarked;
