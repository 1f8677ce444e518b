/**
 * What the service keeps on disk between runs: its clockIdentity and what it has learnt of its oscillator. Nothing that was saved is lost
 * by a crash at any instant.
 */
@NullMarked
package dev.grandmaster.app.persistence;

import org.jspecify.annotations.NullMarked;
