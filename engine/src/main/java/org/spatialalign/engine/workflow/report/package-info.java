/**
 * The self-contained HTML report of a project's scores: pure text out of records, without files or database.
 */
@NullMarked
package org.spatialalign.engine.workflow.report;

import org.jspecify.annotations.NullMarked;
