/**
 * Configuration files: what a key is called, what it may be, and the records that the rest of the program is handed.
 *
 * <p>Each key is one row in its {@link dev.grandmaster.app.config.Section}: name, type with range and unit, default and
 * documentation. From the rows come the checks (every error at once, each with its position), the records, the reference
 * page and the JSON schemas. To add a key, add its row and use it in the section's {@code bind}. There are three kinds of
 * files: {@link dev.grandmaster.app.config.BoardFile}, {@link dev.grandmaster.app.config.SiteFile} and
 * {@link dev.grandmaster.app.config.ScenarioFile}.
 *
 * <p>Owner: whoever loads a file; nothing here is shared or changed afterwards. tomlj is named here alone.
 */
@NullMarked
package dev.grandmaster.app.config;

import org.jspecify.annotations.NullMarked;
