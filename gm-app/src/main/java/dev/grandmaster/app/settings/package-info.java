/**
 * The settings of the running service: what the operator changes, on a page or by {@code gm set}, is checked against the configuration's rows,
 * applied, kept over crashes between the site file and the command line, journalled, and put back where nobody confirms it. Owned by the
 * supervisor, which runs everything in here.
 */
@NullMarked
package dev.grandmaster.app.settings;

import org.jspecify.annotations.NullMarked;
