/** Finds named things in frames, and tells whether what was found is enough to track. No tensor leaves here. */
@NullMarked
package org.spatialalign.engine.detect;

import org.jspecify.annotations.NullMarked;
