/** From a prompt to a clip: what a model folder holds, the recipe of a clip, and the pipeline that follows it. */
@NullMarked
package org.spatialalign.engine.generate;

import org.jspecify.annotations.NullMarked;
