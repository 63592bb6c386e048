/**
 * Pairs page.
 */
@NullMarked
package org.spatialalign.app.pairs;

import org.jspecify.annotations.NullMarked;
