/** Whom we trust on the network and who we are to it, out of files in the form that administrators have. */
@NullMarked
package dev.grandmaster.app.tls;

import org.jspecify.annotations.NullMarked;
