/**
 * The agent that watches the others: it writes the journal, carries out commands, saves what was learnt, and keeps the lists fresh. It
 * owns nothing of the clock.
 */
@NullMarked
package dev.grandmaster.app.supervision;

import org.jspecify.annotations.NullMarked;
