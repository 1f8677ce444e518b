/**
 * What was, second by second: the records, and how they are asked for. The store is gm-app's {@code app.history}.
 */
@NullMarked
package dev.grandmaster.history;

import org.jspecify.annotations.NullMarked;
