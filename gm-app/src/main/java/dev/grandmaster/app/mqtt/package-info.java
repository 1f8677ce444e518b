/**
 * What is told to an MQTT broker: alarms that wait on the disk while it is away, state, figures, signed heads of days. The thread
 * {@code gm-mqtt} owns the connection and the queue; a broker that hangs holds up nobody else. The client library is named in
 * {@link dev.grandmaster.app.mqtt.PahoLine} alone.
 */
@NullMarked
package dev.grandmaster.app.mqtt;

import org.jspecify.annotations.NullMarked;
