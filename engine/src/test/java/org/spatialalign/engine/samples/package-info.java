/** Makes the clips of the samples folder, and checks that they are what the folder says. */
@NullMarked
package org.spatialalign.engine.samples;

import org.jspecify.annotations.NullMarked;
