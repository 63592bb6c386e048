/**
 * Figures and clips for papers and slides: a clip with its boxes, curves and score drawn on it. Pixels come from and go to media; nothing here reads a project.
 */
@NullMarked
package org.spatialalign.engine.workflow.render;

import org.jspecify.annotations.NullMarked;
