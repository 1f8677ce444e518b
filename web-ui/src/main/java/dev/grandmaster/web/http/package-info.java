/**
 * HTTP as the rest of the house wants it: requests, answers, routes, streams. The only room that names the server. It bounds everything that
 * comes from outside (connections, requests at work, bytes of a body, depth of JSON, streams) and knows nothing of clocks.
 */
@NullMarked
package dev.grandmaster.web.http;

import org.jspecify.annotations.NullMarked;
