/**
 * The whole service against foreign programs on a real kernel: it is started as its user starts it, and judged by what
 * ptp4l, ptpd, pmc and tshark see. What a room promises is tested in that room; here stands what only a stranger can
 * tell.
 *
 * <p>A {@link dev.grandmaster.app.interop.Cable} joins two network namespaces, {@link
 * dev.grandmaster.app.interop.Service} runs in one, the clients in the other. All share the host's clock, so a client
 * that runs free shows our error directly. Nothing here steps or steers that clock.
 */
@NullMarked
package dev.grandmaster.app.interop;

import org.jspecify.annotations.NullMarked;
