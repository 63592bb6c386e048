/**
 * Home page: create, open and reopen projects, import.
 */
@NullMarked
package org.spatialalign.app.home;

import org.jspecify.annotations.NullMarked;
