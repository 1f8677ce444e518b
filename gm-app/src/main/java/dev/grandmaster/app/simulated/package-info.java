/**
 * Simulated peers that speak a protocol: the receiver on the simulated board, which emits genuine UBX and NMEA bytes.
 *
 * <p>Physics comes from {@code gm-sim}, encoders from {@code gnss-driver}; here is what a receiver knows, believes and
 * says.
 */
@NullMarked
package dev.grandmaster.app.simulated;

import org.jspecify.annotations.NullMarked;
