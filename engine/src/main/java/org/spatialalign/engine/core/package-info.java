/**
 * What every other package shares: content hashes, files that are whole or absent, the dialect of JSON, progress,
 * cancellation and the root of the checked exceptions. Nothing about video, models or storage belongs here.
 */
@NullMarked
package org.spatialalign.engine.core;

import org.jspecify.annotations.NullMarked;
