/** Event files of TensorBoard: scalars by tag and step, read and written without its libraries. */
@NullMarked
package org.spatialalign.engine.interchange.tensorboard;

import org.jspecify.annotations.NullMarked;
