/**
 * Grounding DINO: finds in a picture what a text names. Swin backbone, BERT, an encoder that mixes both, a decoder whose
 * queries become boxes. Behaves as version 4.57 of the transformers library does; inference only, in float32.
 */
@NullMarked
package org.spatialalign.engine.model.groundingdino;

import org.jspecify.annotations.NullMarked;
