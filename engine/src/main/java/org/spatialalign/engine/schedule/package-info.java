/** When the network is asked and what is done with its answer: sampling schedules and the table of training times. */
@NullMarked
package org.spatialalign.engine.schedule;

import org.jspecify.annotations.NullMarked;
