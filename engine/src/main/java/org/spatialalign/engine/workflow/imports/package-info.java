/**
 * Brings files into a project: prompts, clips, seed boxes, detections and boxes of other tools, as one job that can be
 * run again at any time without adding anything twice.
 */
@NullMarked
package org.spatialalign.engine.workflow.imports;

import org.jspecify.annotations.NullMarked;
