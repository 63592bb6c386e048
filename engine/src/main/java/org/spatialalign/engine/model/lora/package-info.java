/**
 * Low-rank adaptation (LoRA; Hu et al. 2021): small trained matrices beside the frozen linear layers of a model, and the
 * files in which five families of programs keep them. Modules are named by their path in diffusers.
 */
@NullMarked
package org.spatialalign.engine.model.lora;

import org.jspecify.annotations.NullMarked;
