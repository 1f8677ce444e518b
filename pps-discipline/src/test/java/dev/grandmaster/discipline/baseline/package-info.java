/** What others steer with, written anew from their published equations: the yardsticks of our own figures. */
@NullMarked
package dev.grandmaster.discipline.baseline;

import org.jspecify.annotations.NullMarked;
