/**
 * Records of clocks, read from text: what a holdover would have come to on them. Files come in, figures go out; nothing here touches a
 * clock.
 */
@NullMarked
package dev.grandmaster.app.record;

import org.jspecify.annotations.NullMarked;
