/**
 * Recording and replay: everything that crosses a port of the receiver, the pulse, the clock or the wire, duty cycle by duty cycle, in one compact
 * file; and the same agents once more on what such a file holds. May use the ports, the agents and the discipline's settings.
 */
@NullMarked
package dev.grandmaster.app.recording;

import org.jspecify.annotations.NullMarked;
