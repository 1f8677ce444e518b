/**
 * Between the running service and its pages: what the pages see of the unit, how their changes reach the supervisor, and which address and
 * certificate they have. Pages themselves live in web-ui.
 */
@NullMarked
package dev.grandmaster.app.web;

import org.jspecify.annotations.NullMarked;
