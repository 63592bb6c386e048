/**
 * The concrete jobs and the operations on a project that the window and the command line share, gluing the feature packages, job and store.
 */
@NullMarked
package org.spatialalign.engine.workflow;

import org.jspecify.annotations.NullMarked;
