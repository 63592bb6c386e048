/**
 * Generate page.
 */
@NullMarked
package org.spatialalign.app.generate;

import org.jspecify.annotations.NullMarked;
