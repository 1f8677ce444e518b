/** PTP profiles as data: what a profile presets and what it allows. No behaviour; whoever reads configuration applies them. */
@NullMarked
package dev.grandmaster.ptp.profile;

import org.jspecify.annotations.NullMarked;
