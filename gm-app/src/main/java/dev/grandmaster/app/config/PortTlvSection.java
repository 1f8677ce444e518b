package dev.grandmaster.app.config;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import dev.grandmaster.ptp.profile.Profile;
import dev.grandmaster.ptp.tlv.PortTlvs;
import dev.grandmaster.ptp.tlv.PortTlvs.Edition;
import dev.grandmaster.ptp.tlv.PortTlvs.Power;
import dev.grandmaster.ptp.tlv.PortTlvs.Studio;

/** The rows of {@code [[ptp.port]]} that say which TLVs the port sends. */
final class PortTlvSection extends Section<PortTlvs> {
    /** Editions of the power profile, and none of them. */
    private enum PowerProfile {
        NONE("none"), EDITION_2011("2011"), EDITION_2017("2017");

        private final String word;

        PowerProfile(String word) {
            this.word = word;
        }
    }

    private final Row<Boolean> pathTrace = row("pathTrace", Type.flag(), false,
            "PATH_TRACE behind Announce; an Announce that has been here before is refused. IEEE 1588-2019 clause 16.2.");
    private final Row<List<String>> localTimeZones = row("localTimeZones",
            Type.texts("[A-Za-z0-9_+/-]{1,64}", "names of the IANA tz database such as \"Europe/Vienna\", 4 at most"),
            List.of(), "Local times told behind Announce, with the next change of each"
                    + " (ALTERNATE_TIME_OFFSET_INDICATOR, clause 16.3); keyField counts them from 0. They are left out"
                    + " while the UTC offset is unknown.");
    private final Row<PowerProfile> powerProfile = optional("powerProfile",
            Type.choice(PowerProfile.class, edition -> edition.word),
            "The TLV of IEEE C37.238 behind Announce. Preset by the profile. Our own inaccuracy in it is the estimated bound of our error.");
    private final Row<Integer> grandmasterId = row("grandmasterId", Type.whole(0, 65_535), 0,
            "grandmasterID of that TLV.");
    private final Row<Integer> networkTimeInaccuracy = row("networkTimeInaccuracy",
            Type.whole(0, 1_000_000_000, "ns"), 0, "What the network adds at the worst, for that TLV.");
    private final Row<Boolean> interfaceRate = row("interfaceRate", Type.flag(), false,
            "The interface rate TLV of G.8275.2 Annex D with each grant, so that clients with a link of another speed"
                    + " can compensate for it.");
    private final Row<Boolean> gptp = optional("gptp", Type.flag(),
            "The TLVs of IEEE 802.1AS: Follow_Up information, gPTP capable once a second, and message interval requests"
                    + " of neighbours are obeyed. Preset by the profile.");
    private final Row<Boolean> smpteMetadata = optional("smpteMetadata", Type.flag(),
            "Synchronization metadata of SMPTE ST 2059-2 in a Management message once a second. Local time is that of"
                    + " the first of localTimeZones. Preset by the profile.");
    private final Row<String> smpteFrameRate = row("smpteFrameRate",
            Type.text("[1-9][0-9]{0,6}/[1-9][0-9]{0,4}", "a fraction such as \"25/1\" or \"30000/1001\""), "25/1",
            "defaultSystemFrameRate of the metadata, pictures a second.");
    private final Row<Boolean> smpteDropFrame = row("smpteDropFrame", Type.flag(), false,
            "Time addresses are drop frame, in the metadata.");
    private final Row<Boolean> smpteColorFrame = row("smpteColorFrame", Type.flag(), false,
            "Colour frame identification is in use, in the metadata.");

    /** What a port sends that nobody asked for. */
    static PortTlvs byDefault(Profile profile) {
        PortTlvSection rows = new PortTlvSection();
        return rows.bind(new Values(rows, rows.path(), Position.SET, new ArrayList<>()), profile);
    }

    PortTlvSection() {
        super("ptp.port", true, "TLVs that the port sends.");
    }

    /** What no row can see: whether the zones are known. */
    void check(Found found) {
        for (Values values : found.tables(this)) {
            List<String> zones = values.broken() ? List.of() : values.get(localTimeZones);
            if (zones.size() > PortTlvs.MOST_TIME_ZONES) {
                values.refuse(localTimeZones, "too many");
            }
            for (String zone : zones) {
                if (!known(zone)) {
                    values.refuse(localTimeZones, "\"" + zone + "\" is no zone");
                }
            }
        }
    }

    private static boolean known(String zone) {
        try {
            return ZoneId.of(zone).getRules() != null;
        } catch (DateTimeException e) {
            return false;
        }
    }

    @Override
    PortTlvs bind(Values values) {
        return bind(values, Profile.DEFAULT_E2E);
    }

    /** The record under a profile, which presets the TLVs that are its own. */
    PortTlvs bind(Values values, Profile profile) {
        PowerProfile preset = profile == Profile.C37_238 ? PowerProfile.EDITION_2017 : PowerProfile.NONE;
        Optional<Edition> edition = switch (values.find(powerProfile).orElse(preset)) {
            case NONE -> Optional.empty();
            case EDITION_2011 -> Optional.of(Edition.C37_238_2011);
            case EDITION_2017 -> Optional.of(Edition.C37_238_2017);
        };
        String[] rate = values.get(smpteFrameRate).split("/", 2);
        return new PortTlvs(values.get(pathTrace), values.get(localTimeZones).stream().map(ZoneId::of).toList(),
                edition.map(each -> new Power(each, values.get(grandmasterId), values.get(networkTimeInaccuracy))),
                values.get(interfaceRate), values.find(gptp).orElse(profile == Profile.GPTP),
                values.find(smpteMetadata).orElse(profile == Profile.ST_2059_2)
                        ? Optional.of(new Studio(Integer.parseInt(rate[0]), Integer.parseInt(rate[1]),
                                values.get(smpteDropFrame), values.get(smpteColorFrame)))
                        : Optional.empty());
    }
}
