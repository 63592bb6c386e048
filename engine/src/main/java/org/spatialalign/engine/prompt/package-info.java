/**
 * Spatial relations and dynamic-spatial-relationship prompts. The structured row is the truth; the sentence is derived from it.
 */
@NullMarked
package org.spatialalign.engine.prompt;

import org.jspecify.annotations.NullMarked;
