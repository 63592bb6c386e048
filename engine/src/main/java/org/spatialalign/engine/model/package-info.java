/** What the model families share. Each family has a package of its own; parameter names are the checkpoints'. */
@NullMarked
package org.spatialalign.engine.model;

import org.jspecify.annotations.NullMarked;
