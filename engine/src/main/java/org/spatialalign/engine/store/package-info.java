/**
 * The project on disk: a folder with a SQLite database and content-hashed files. The only package with SQL.
 */
@NullMarked
package org.spatialalign.engine.store;

import org.jspecify.annotations.NullMarked;
