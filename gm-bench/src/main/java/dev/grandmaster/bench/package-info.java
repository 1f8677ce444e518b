/**
 * The measurements behind {@code docs/performance.md}, run by {@code ./gm bench} from the source tree and never shipped. Each measures
 * in JVMs of its own, with the flags that the product ships and with the full compiler, and states what it is compared with.
 *
 * <p>May use everything. Reads clocks, starts processes, makes network namespaces and removes them again.
 */
@NullMarked
package dev.grandmaster.bench;

import org.jspecify.annotations.NullMarked;
