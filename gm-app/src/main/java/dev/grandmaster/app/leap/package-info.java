/**
 * Leap second lists: read, checked, chosen. The decision what to announce is made elsewhere, by the leap second oracle of
 * {@code discipline.pulse}; this room only hands it the best list there is.
 */
@NullMarked
package dev.grandmaster.app.leap;

import org.jspecify.annotations.NullMarked;
