/** The Wan 2.1 family: the video transformer and the autoencoder. Parameter names are those of diffusers. */
@NullMarked
package org.spatialalign.engine.model.wan;

import org.jspecify.annotations.NullMarked;
