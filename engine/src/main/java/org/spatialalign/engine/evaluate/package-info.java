/** What fine-tuning changed: shares of clips at or above a threshold, with intervals, base against tuned. Pure maths. */
@NullMarked
package org.spatialalign.engine.evaluate;

import org.jspecify.annotations.NullMarked;
