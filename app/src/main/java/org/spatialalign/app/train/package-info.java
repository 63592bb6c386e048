/**
 * Train page.
 */
@NullMarked
package org.spatialalign.app.train;

import org.jspecify.annotations.NullMarked;
