/** The thread that waits for a device. */
@NullMarked
package dev.grandmaster.linux.thread;

import org.jspecify.annotations.NullMarked;
