/** The UMT5 text encoder of Wan: from a prompt to the numbers that the video network is conditioned on. */
@NullMarked
package org.spatialalign.engine.model.umt5;

import org.jspecify.annotations.NullMarked;
