/** Runs jobs of the virtual timing hardware, for tests of this module and of others that take its test jar. */
@NullMarked
package dev.grandmaster.linux.bench;

import org.jspecify.annotations.NullMarked;
