/**
 * What a PTP instance says of itself and knows of others: the data sets of IEEE 1588-2019 clause 8, and the comparison of
 * clause 9.3.4 that decides who is the better grandmaster. Values and pure functions, owned by the PTP agent's thread.
 */
@NullMarked
package dev.grandmaster.ptp.dataset;

import org.jspecify.annotations.NullMarked;
