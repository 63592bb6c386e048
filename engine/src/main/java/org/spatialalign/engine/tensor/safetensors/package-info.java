/** The file format safetensors: a header in JSON, then the numbers; read through memory maps. */
@NullMarked
package org.spatialalign.engine.tensor.safetensors;

import org.jspecify.annotations.NullMarked;
