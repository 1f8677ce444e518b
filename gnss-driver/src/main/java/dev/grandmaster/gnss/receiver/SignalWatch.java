package dev.grandmaster.gnss.receiver;

import dev.grandmaster.gnss.ubx.AntennaState;
import dev.grandmaster.gnss.ubx.JammingState;
import dev.grandmaster.gnss.ubx.SpoofingState;
import dev.grandmaster.quality.Doubt;
import dev.grandmaster.quality.Verdict;
import dev.grandmaster.quality.Verdict.Trust;
import dev.grandmaster.state.GnssStatus.Antenna;
import dev.grandmaster.state.GnssStatus.Jamming;
import dev.grandmaster.state.GnssStatus.Reception;
import dev.grandmaster.state.GnssStatus.Spoofing;

/**
 * What the receiver says of its antenna, of interference and of forged signals.
 *
 * <p>An open antenna beside a fix is most often one behind a splitter that feeds it, and interference that leaves the fix
 * alone is a warning: both are told, neither costs trust. The last word of each message stands until that message says
 * otherwise, since receivers send them on change, or every minute.
 */
final class SignalWatch {

    private static final double HIGHEST_LEVEL = 255;

    private AntennaState antenna = AntennaState.UNKNOWN;
    private JammingState radioJamming = JammingState.UNKNOWN;
    private int jammingLevel = -1;
    private JammingState securityJamming = JammingState.UNKNOWN;
    private SpoofingState statusSpoofing = SpoofingState.UNKNOWN;
    private SpoofingState securitySpoofing = SpoofingState.UNKNOWN;

    /** The first path of a message; further ones are added by {@link #onFurtherPath}. A level below 0 is none. */
    void onRadio(AntennaState newAntenna, JammingState jamming, int level) {
        antenna = newAntenna;
        radioJamming = jamming;
        jammingLevel = level;
    }

    /** Another radio path of the same message: the worst of all counts. */
    void onFurtherPath(AntennaState newAntenna, JammingState jamming, int level) {
        if (newAntenna.wireValue() > antenna.wireValue()) {
            antenna = newAntenna;
        }
        radioJamming = worse(radioJamming, jamming);
        jammingLevel = Math.max(jammingLevel, level);
    }

    void onSecurity(JammingState jamming, SpoofingState spoofing) {
        securityJamming = jamming;
        securitySpoofing = spoofing;
    }

    void onStatus(SpoofingState spoofing) {
        statusSpoofing = spoofing;
    }

    /** The picture for people. */
    Reception reception() {
        Antenna shownAntenna = switch (antenna) {
            case STARTING -> Antenna.STARTING;
            case UNKNOWN -> Antenna.UNKNOWN;
            case OK -> Antenna.OK;
            case SHORT -> Antenna.SHORT;
            case OPEN -> Antenna.OPEN;
        };
        Jamming jamming = switch (worse(radioJamming, securityJamming)) {
            case UNKNOWN -> Jamming.UNKNOWN;
            case NONE -> Jamming.NONE;
            case WARNING -> Jamming.WARNING;
            case CRITICAL -> Jamming.CRITICAL;
        };
        Spoofing shownSpoofing = switch (spoofing()) {
            case UNKNOWN -> Spoofing.UNKNOWN;
            case NONE -> Spoofing.NONE;
            case INDICATED -> Spoofing.INDICATED;
            case AFFIRMED -> Spoofing.AFFIRMED;
        };
        return new Reception(shownAntenna, jamming, jammingLevel < 0 ? Double.NaN : jammingLevel / HIGHEST_LEVEL,
                shownSpoofing);
    }

    /** The judgement of the signals alone. */
    Verdict verdict() {
        Verdict verdict = switch (antenna) {
            case SHORT -> Verdict.of(Trust.COAST, Doubt.ANTENNA_SHORT);
            case OPEN -> Verdict.of(Trust.TRUST, Doubt.ANTENNA_OPEN);
            case STARTING, UNKNOWN, OK -> Verdict.TRUSTED;
        };
        verdict = verdict.and(switch (worse(radioJamming, securityJamming)) {
            case CRITICAL -> Verdict.of(Trust.COAST, Doubt.JAMMING);
            case WARNING -> Verdict.of(Trust.TRUST, Doubt.JAMMING);
            case UNKNOWN, NONE -> Verdict.TRUSTED;
        });
        return verdict.and(switch (spoofing()) {
            case AFFIRMED -> Verdict.of(Trust.REFUSE, Doubt.SPOOFING);
            case INDICATED -> Verdict.of(Trust.COAST, Doubt.SPOOFING);
            case UNKNOWN, NONE -> Verdict.TRUSTED;
        });
    }

    private SpoofingState spoofing() {
        return statusSpoofing.compareTo(securitySpoofing) > 0 ? statusSpoofing : securitySpoofing;
    }

    private static JammingState worse(JammingState one, JammingState other) {
        return one.compareTo(other) >= 0 ? one : other;
    }
}
