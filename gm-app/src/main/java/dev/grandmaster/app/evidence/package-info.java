/**
 * What an auditor gets: each second of the record in a chain of hashes, the head of each day signed by the unit's own key, a report that
 * prints, and the check of both by anybody.
 */
@NullMarked
package dev.grandmaster.app.evidence;

import org.jspecify.annotations.NullMarked;
