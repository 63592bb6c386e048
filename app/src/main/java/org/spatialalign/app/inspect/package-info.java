/**
 * Inspect page: the clips of a project, filtered and sorted; the player beside them; correction of boxes; why a clip has its score.
 */
@NullMarked
package org.spatialalign.app.inspect;

import org.jspecify.annotations.NullMarked;
