/**
 * Prompts page.
 */
@NullMarked
package org.spatialalign.app.prompts;

import org.jspecify.annotations.NullMarked;
