/**
 * What is answered below {@code /api/v1/}: one method for each route, trees for JSON, and the ports through which the unit is seen and
 * changed. May use {@code http} and {@code access}.
 */
@NullMarked
package dev.grandmaster.web.api;

import org.jspecify.annotations.NullMarked;
