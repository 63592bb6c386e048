/**
 * Charts that more than one page uses.
 */
@NullMarked
package org.spatialalign.app.charts;

import org.jspecify.annotations.NullMarked;
