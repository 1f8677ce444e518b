/**
 * AUTHENTICATION (IEEE 1588-2019 clause 16.14, integrated security with immediate verification): every message of ours is sealed with
 * the key in use, and a message of others counts only under a seal of a known key. Keys are given by hand; there is no key exchange.
 *
 * <p>Machines of the PTP agent's thread. May use wire and the JDK's cryptography.
 */
@NullMarked
package dev.grandmaster.ptp.security;

import org.jspecify.annotations.NullMarked;
