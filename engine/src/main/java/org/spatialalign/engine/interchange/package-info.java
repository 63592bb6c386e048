/**
 * Every import and export format: the paper's CSVs and pickles, seed boxes, MOT, CVAT, JSON. Readers never execute what they read and name the file and the place of whatever they refuse.
 */
@NullMarked
package org.spatialalign.engine.interchange;

import org.jspecify.annotations.NullMarked;
