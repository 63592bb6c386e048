/** Fine-tuning by preferences: losses, gradients and the optimiser's step on a model with an adapter. */
@NullMarked
package org.spatialalign.engine.train;

import org.jspecify.annotations.NullMarked;
