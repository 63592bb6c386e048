/**
 * Where things of a project come from and what came of them, from a LoRA back to the prompts and from a corrected box on
 * to the LoRAs it touched. Only reads what is stored anyway, and no more of it than one step needs; nothing is kept here.
 */
@NullMarked
package org.spatialalign.engine.workflow.provenance;

import org.jspecify.annotations.NullMarked;
