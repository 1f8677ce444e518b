package dev.grandmaster.app.config;

import java.util.Optional;

import dev.grandmaster.app.config.SiteConfig.Ladder;
import dev.grandmaster.app.config.SiteConfig.PtpInstance;
import dev.grandmaster.holdover.quality.QualityPolicy.FrequencyCategory;
import dev.grandmaster.holdover.quality.QualityPolicy.QualityLevel;
import dev.grandmaster.ptp.profile.Profile;
import dev.grandmaster.state.ClockIdentity;

/** {@code [ptp]} and {@code [[ptp.instance]]}. What is not written is as the instance's profile presets it. */
final class PtpInstanceSection extends Section<PtpInstance> {
    /** 16 hexadecimal digits that are not all 0. */
    private static final Type<String> CLOCK_IDENTITY = Type.text(
            "(?![0.:-]*$)[0-9A-Fa-f]{2}([.:-]?[0-9A-Fa-f]{2}){7}",
            "16 hexadecimal digits, not all 0, such as \"001122.fffe.334455\"");

    final Row<Integer> domainNumber;
    private final Optional<Row<String>> name;
    private final Row<Integer> priority1;
    private final Row<Integer> priority2;
    private final Row<Integer> localPriority;
    private final Row<Profile> profile;
    private final Row<String> clockIdentity;
    private final Row<SiteConfig.Degradation> degradation;
    private final Row<FrequencyCategory> frequencyCategory;
    private final Row<Boolean> announceHoldoverAccuracy;
    private final Row<QualityLevel> lockedQualityLevel;
    private final Row<QualityLevel> holdoverQualityLevel;

    PtpInstanceSection(boolean byDefault) {
        super(byDefault ? "ptp" : "ptp.instance", !byDefault,
                byDefault
                        ? "The default PTP instance. Its profile presets rows of it and of its ports (docs/profiles.md); the"
                                + " defaults here are those of the profile \"default\"."
                        : "A further PTP instance, with a domain of its own.");
        name = byDefault
                ? Optional.empty()
                : Optional.of(required("name", Type.text(), "Name that the instance's ports refer to."));
        domainNumber = row("domainNumber", Type.whole(0, 255), 0,
                "Domain: only clients of the same domain listen. IEEE 1588-2019 clause 7.1. Preset by the profile.");
        priority1 = row("priority1", Type.whole(0, 255), 128, "First rank among masters, before their quality; the"
                + " smaller wins. Clause 7.6.2.3. Preset by the profile.");
        priority2 = row("priority2", Type.whole(0, 255), 128, "Rank among masters of equal quality; the smaller wins."
                + " Clause 7.6.2.4. Preset by the profile.");
        localPriority = row("localPriority", Type.whole(1, 255), 128, "Rank of this clock against what its ports hear,"
                + " in the alternate algorithm of G.8275.1 and G.8275.2; never sent.");
        profile = row("profile", Type.choice(Profile.class, Profile::word), Profile.DEFAULT_E2E,
                "Profile: default values, limits and the ladder of clockClass.");
        clockIdentity = optional("clockIdentity", CLOCK_IDENTITY, "Identity of the clock. Without it, it is made"
                + " from the first port's permanent MAC address at the first start and kept.");
        degradation = row("degradation", Type.choice(SiteConfig.Degradation.class, SiteConfig.Degradation::name),
                SiteConfig.Degradation.A, "clockClass in holdover beyond its specification: A is 52, B is 187, after"
                        + " which any clock of class 128 to 186 comes first. IEEE 1588-2019 Table 4.");
        frequencyCategory = row("frequencyCategory",
                Type.choice(FrequencyCategory.class, FrequencyCategory::label), FrequencyCategory.NONE,
                "G.8275.1 and G.8275.2: how good the frequency is in holdover beyond its specification: 1 announces class"
                        + " 140, 2 class 150, 3 class 160, none 248.");
        announceHoldoverAccuracy = row("announceHoldoverAccuracy", Type.flag(), false,
                "G.8275.1 and G.8275.2: clockAccuracy follows the estimated error in holdover instead of becoming"
                        + " unknown.");
        lockedQualityLevel = row("lockedQualityLevel", Type.choice(QualityLevel.class, QualityLevel::label),
                QualityLevel.QL_PRC, "G.8265.1: quality level while locked; QL-PRS in networks of option II.");
        holdoverQualityLevel = row("holdoverQualityLevel", Type.choice(QualityLevel.class, QualityLevel::label),
                QualityLevel.QL_SEC,
                "G.8265.1: quality level in holdover within its specification; beyond it, QL-DNU.");
    }

    Row<String> nameOrThrow() {
        return name.orElseThrow();
    }

    @Override
    PtpInstance bind(Values values) {
        Profile of = values.get(profile);
        return new PtpInstance(name.map(values::get).orElse(""),
                values.find(domainNumber).orElse(of.domain().number().preset()),
                values.find(priority1).orElse(of.ranks().priority1().preset()),
                values.find(priority2).orElse(of.ranks().priority2().preset()), values.get(localPriority), of,
                values.find(clockIdentity).map(ClockIdentity::parse),
                new Ladder(values.get(degradation), values.get(frequencyCategory),
                        values.get(announceHoldoverAccuracy), values.get(lockedQualityLevel),
                        values.get(holdoverQualityLevel)));
    }

    /** Holds the instance against its profile. */
    void check(PtpInstance instance, Values values) {
        ProfileLimits limits = new ProfileLimits(instance.profile(), values);
        limits.hold(domainNumber, instance.domainNumber(), instance.profile().domain().number());
        limits.hold(priority1, instance.priority1(), instance.profile().ranks().priority1());
        limits.hold(priority2, instance.priority2(), instance.profile().ranks().priority2());
    }
}
