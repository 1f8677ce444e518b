/** The service in numbers for Prometheus: one page of OpenMetrics text, made of the snapshots when it is asked for. */
@NullMarked
package dev.grandmaster.app.metrics;

import org.jspecify.annotations.NullMarked;
