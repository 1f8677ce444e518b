package dev.grandmaster.gnss.receiver;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

import dev.grandmaster.counter.Counter;
import dev.grandmaster.gnss.nmea.CalendarDay;
import dev.grandmaster.gnss.nmea.Gga;
import dev.grandmaster.gnss.nmea.Gns;
import dev.grandmaster.gnss.nmea.Gsa;
import dev.grandmaster.gnss.nmea.Gsv;
import dev.grandmaster.gnss.nmea.NmeaDecoder;
import dev.grandmaster.gnss.nmea.Rmc;
import dev.grandmaster.gnss.nmea.TimeOfDay;
import dev.grandmaster.gnss.nmea.Zda;
import dev.grandmaster.gnss.receiver.SecondNamer.Reading;
import dev.grandmaster.gnss.scan.Damage;
import dev.grandmaster.gnss.scan.Frame;
import dev.grandmaster.gnss.scan.FrameSink;
import dev.grandmaster.gnss.ubx.AntennaState;
import dev.grandmaster.gnss.ubx.JammingState;
import dev.grandmaster.gnss.ubx.MonHw;
import dev.grandmaster.gnss.ubx.MonRf;
import dev.grandmaster.gnss.ubx.NavPvt;
import dev.grandmaster.gnss.ubx.NavSat;
import dev.grandmaster.gnss.ubx.NavStatus;
import dev.grandmaster.gnss.ubx.NavTimeGps;
import dev.grandmaster.gnss.ubx.NavTimeLs;
import dev.grandmaster.gnss.ubx.NavTimeSystem;
import dev.grandmaster.gnss.ubx.NavTimeUtc;
import dev.grandmaster.gnss.ubx.SecSig;
import dev.grandmaster.gnss.ubx.SpoofingState;
import dev.grandmaster.gnss.ubx.TimTp;
import dev.grandmaster.gnss.ubx.UbxDecoder;
import dev.grandmaster.quality.Doubt;
import dev.grandmaster.quality.Verdict;
import dev.grandmaster.quality.Verdict.Trust;
import dev.grandmaster.state.GnssStatus;
import dev.grandmaster.time.LeapEvidence;
import dev.grandmaster.time.LeapEvidence.Origin;
import dev.grandmaster.time.PulseCorrection;
import dev.grandmaster.time.SecondLabel;
import dev.grandmaster.time.SecondLabel.LabelSource;
import dev.grandmaster.time.SecondLabel.NamedPulse;
import dev.grandmaster.time.SourceVerdict;
import dev.grandmaster.time.TimeMessage;
import dev.grandmaster.time.TimeScale;
import org.jspecify.annotations.Nullable;

/**
 * Listens to one receiver and says what can be said about the second: labels, pulse corrections, leap evidence, and a
 * judgement as soon as it changes and at least once a second.
 *
 * <p>Only seconds that a present fix stands behind are named. What a receiver shows before it has one, or keeps counting
 * after it lost it, is its own clock and often a default date.
 */
public final class ReceiverMachine implements FrameSink {

    private static final long NS = 1_000_000_000;
    private static final long SILENCE_NS = 3 * NS;
    private static final long REFUSAL_NS = 3 * NS;
    /** Sentences do not say how good a position is, m. */
    private static final double USUAL_ACCURACY_M = 5;
    /** Half a period of the slowest receiver clock that is known, 23.1 MHz of generation 4, twice. */
    private static final double MOST_QERR_NS = 45;
    /** 2^-32 ms, the unit of towSubMS. */
    private static final double NS_PER_SUB_MS = 1e6 / (1L << 32);

    private final ReceiverLimits limits;
    private final Consumer<TimeMessage> out;
    private final UbxDecoder ubx = new UbxDecoder();
    private final NmeaDecoder nmea = new NmeaDecoder();
    private final DateGuard guard;
    private final SecondNamer namer;
    private final FixWatch fix = new FixWatch();
    private final SkyView sky = new SkyView();
    private final SignalWatch signals = new SignalWatch();
    private final StrengthWatch strength = new StrengthWatch();
    private final ConstellationWatch constellations = new ConstellationWatch();
    private final PositionWatch position;
    private final Counter goodFrames = new Counter("gnss_frames");
    private final Counter badFrames = new Counter("gnss_frames_damaged");

    private boolean heard;
    private long heardMonoNs;
    private Verdict verdict = Verdict.of(Trust.COAST, Doubt.RECEIVER_SILENT);
    private boolean judged;
    private long judgedMonoNs;
    private boolean qErrOdd;
    private double qErrNs;
    private @Nullable LeapEvidence announced;
    private @Nullable SecondLabel told;

    /**
     * @param out takes what is said, in order, within the call that caused it
     */
    public ReceiverMachine(ReceiverLimits limits, Consumer<TimeMessage> out) {
        this.limits = limits;
        this.out = out;
        this.guard = new DateGuard(limits.notBeforeSeconds());
        this.namer = new SecondNamer(guard);
        this.position = new PositionWatch(!limits.moving());
    }

    /** Where other protocols tell what they have heard. */
    public Account account() {
        return new Told();
    }

    /** What this machine and its decoders count. */
    public List<Counter> counters() {
        return List.of(goodFrames, badFrames, ubx.malformed(), nmea.malformed(), guard.rollovers(), guard.refusals());
    }

    @Override
    public void onFrame(Frame frame) {
        long monoNs = frame.arrivalMonoNs();
        goodFrames.increment();
        heard = true;
        heardMonoNs = monoNs;
        switch (frame.kind()) {
            case UBX -> onUbx(frame, monoNs);
            case NMEA -> onNmea(frame, monoNs);
            case RTCM3 -> {
            }
        }
        judge(monoNs);
    }

    @Override
    public void onDamaged(Frame frame, Damage damage) {
        badFrames.increment();
    }

    /** Time passes, whether or not the receiver says something; to be called a few times a second. */
    public void onTick(long nowMonoNs) {
        judge(nowMonoNs);
    }

    /** The picture for people. */
    public GnssStatus status(String link, long nowMonoNs) {
        return new GnssStatus(link, isHeard(nowMonoNs), fix.fix(nowMonoNs), Math.max(0, fix.satellites(nowMonoNs)),
                sky.satellites(nowMonoNs), fix.timeAccuracyNs(nowMonoNs), verdict, goodFrames.get(), badFrames.get(),
                signals.reception(), reasons(nowMonoNs), null);
    }

    /** The doubts of the present verdict with what stands behind them, for people. */
    private List<String> reasons(long nowMonoNs) {
        return verdict.doubts().stream().sorted().map(doubt -> switch (doubt) {
            case FEW_SATELLITES -> doubt.text() + ": " + fix.satellites(nowMonoNs);
            case TIME_ACCURACY -> doubt.text() + ": %.0f ns".formatted(fix.timeAccuracyNs(nowMonoNs));
            case LOW_SIGNAL -> doubt.text() + ": %.0f dB less than usual".formatted(strength.fallDb());
            case POSITION_MOVED -> limits.moving()
                    ? doubt.text() + ", and the receiver solves with a fixed one"
                    : doubt.text() + ": by %.0f m".formatted(position.distanceM());
            case SOURCES_DISAGREE -> doubt.text() + ": " + constellations.text(nowMonoNs);
            case PULSE_IMPLAUSIBLE -> doubt.text() + ": quantisation error of %.1f ns".formatted(qErrNs);
            case DATE_IMPLAUSIBLE -> doubt.text() + ": " + guard.why();
            default -> doubt.text();
        }).toList();
    }

    private void onUbx(Frame frame, long monoNs) {
        switch (ubx.decode(frame)) {
            case null -> {
            }
            case NavPvt m -> onNavPvt(m, monoNs);
            case NavStatus m -> {
                fix.onUbx(m.fix(), m.fixOk(), monoNs);
                signals.onStatus(m.spoofing());
            }
            case NavTimeGps m -> onNavTimeGps(m, monoNs);
            case NavTimeUtc m -> onNavTimeUtc(m, monoNs);
            case NavTimeLs m -> {
                LeapEvidence evidence = LeapReading.of(m, guard.believedAt(monoNs), monoNs);
                if (evidence != null) {
                    announced = evidence;
                    out.accept(evidence);
                }
            }
            case NavTimeSystem m -> onNavTimeSystem(m, monoNs);
            case NavSat m -> {
                fix.onSatellitesUsed(sky.onNavSat(m, monoNs), monoNs);
                strength.onSky(sky.satellites(monoNs), monoNs);
            }
            case TimTp m -> onTimTp(m, monoNs);
            case MonHw m -> signals.onRadio(m.antenna(), m.jamming(), m.jammingLevel());
            case MonRf m -> onMonRf(m);
            case SecSig m -> signals.onSecurity(m.jamming(), m.spoofing());
        }
    }

    private void onNavPvt(NavPvt m, long monoNs) {
        fix.onUbx(m.fix(), m.fixOk(), monoNs);
        fix.onSatellitesUsed(m.satellites(), monoNs);
        fix.onTimeAccuracy(LabelSource.UBX_NAV_PVT, (double) m.timeAccNs(), monoNs);
        fix.onUtc(m.fullyResolved(), monoNs);
        if (fix.isFixed(monoNs)) {
            position.onPosition(m.latitude() * 1e-7, m.longitude() * 1e-7, m.horizontalAccMm() * 1e-3, monoNs);
        }
        if (m.validDate() && m.validTime() && m.fullyResolved()) {
            long seconds = Calendar.seconds(m.year(), m.month(), m.day(), m.hour(), m.minute(), m.second());
            name(new Reading(TimeScale.UTC, seconds, m.nanoNs(), m.second() == 60, NamedPulse.PRECEDING,
                    LabelSource.UBX_NAV_PVT, (double) m.timeAccNs()), monoNs);
        }
    }

    private void onNavTimeUtc(NavTimeUtc m, long monoNs) {
        fix.onTimeAccuracy(LabelSource.UBX_NAV_TIMEUTC, (double) m.timeAccNs(), monoNs);
        fix.onUtc(m.validUtc(), monoNs);
        if (m.validTow() && m.validWeek() && m.validUtc()) {
            long seconds = Calendar.seconds(m.year(), m.month(), m.day(), m.hour(), m.minute(), m.second());
            name(new Reading(TimeScale.UTC, seconds, m.nanoNs(), m.second() == 60, NamedPulse.PRECEDING,
                    LabelSource.UBX_NAV_TIMEUTC, (double) m.timeAccNs()), monoNs);
        }
    }

    private void onNavTimeGps(NavTimeGps m, long monoNs) {
        constellations.onGps(m);
        fix.onTimeAccuracy(LabelSource.UBX_NAV_TIMEGPS, (double) m.timeAccNs(), monoNs);
        if (m.validTow() && m.validWeek()) {
            long seconds = Calendar.GPS_EPOCH + m.week() * Calendar.WEEK + m.iTowMs() / 1_000;
            long nanoNs = m.iTowMs() % 1_000 * 1_000_000 + m.fTowNs();
            name(new Reading(TimeScale.GPS, seconds, nanoNs, false, NamedPulse.PRECEDING, LabelSource.UBX_NAV_TIMEGPS,
                    (double) m.timeAccNs()), monoNs);
        }
    }

    /**
     * The pulse that is to come. Its week counts from the GPS epoch in every time base that is used here: whether a Galileo
     * week is counted from its own epoch, 1,024 weeks later, the repair of rollovers settles.
     */
    private void onTimTp(TimTp m, long monoNs) {
        TimeScale scale = switch (m.base()) {
            case GPS -> TimeScale.GPS;
            case GALILEO -> TimeScale.GALILEO;
            case UTC -> m.utcAvailable() ? TimeScale.UTC : null;
            case GLONASS, BEIDOU, NAVIC, UNKNOWN -> null;
        };
        if (scale == null || !m.locked()) {
            return;
        }
        long seconds = Calendar.GPS_EPOCH + m.week() * Calendar.WEEK + m.towMs() / 1_000;
        long nanoNs = m.towMs() % 1_000 * 1_000_000 + Math.round(m.subMs() * NS_PER_SUB_MS);
        SecondLabel label = name(
                new Reading(scale, seconds, nanoNs, false, NamedPulse.FOLLOWING, LabelSource.UBX_TIM_TP,
                        Double.NaN),
                monoNs);
        qErrNs = m.qErrPs() / 1_000.0;
        qErrOdd = m.qErrValid() && Math.abs(qErrNs) > MOST_QERR_NS;
        if (label != null && m.qErrValid() && !qErrOdd) {
            out.accept(new PulseCorrection(m.qErrPs() / 1_000.0, scale, label.scaleSeconds(), true, monoNs));
        }
    }

    /**
     * What another constellation proves of leap seconds is passed on behind what the receiver itself has decided, so that its
     * announcements, which that message lacks, stay the newest word.
     */
    private void onNavTimeSystem(NavTimeSystem m, long monoNs) {
        LeapEvidence evidence = constellations.onSystem(m, monoNs);
        if (evidence != null && fix.isFixed(monoNs) && (announced == null || announced.origin() != evidence.origin())) {
            out.accept(evidence);
            if (announced != null) {
                out.accept(announced);
            }
        }
    }

    private void onMonRf(MonRf m) {
        signals.onRadio(AntennaState.UNKNOWN, JammingState.UNKNOWN, -1);
        for (MonRf.Path path : m.paths()) {
            signals.onFurtherPath(path.antenna(), path.jamming(), path.jammingLevel());
        }
    }

    private void onNmea(Frame frame, long monoNs) {
        switch (nmea.decode(frame)) {
            case null -> {
            }
            case Rmc m -> {
                fix.onRmc(m, monoNs);
                if (m.active()) {
                    name(m.time(), fullYear(m.day()), LabelSource.NMEA_RMC, monoNs);
                }
            }
            case Zda m -> name(m.time(), m.day(), LabelSource.NMEA_ZDA, monoNs);
            case Gga m -> {
                fix.onPosition(m.mode(), m.satellites(), monoNs);
                fix.onHeight(!Double.isNaN(m.altitudeM()), monoNs);
                if (fix.isFixed(monoNs)) {
                    position.onPosition(m.latitudeDeg(), m.longitudeDeg(), USUAL_ACCURACY_M, monoNs);
                }
            }
            case Gns m -> fix.onPosition(m.mode(), m.satellites(), monoNs);
            case Gsa m -> {
                fix.onGsa(m, monoNs);
                sky.onGsa(m, monoNs);
            }
            case Gsv m -> {
                sky.onGsv(m, monoNs);
                if (m.sentence() == m.sentences()) {
                    strength.onSky(sky.satellites(monoNs), monoNs);
                }
            }
        }
    }

    private void name(@Nullable TimeOfDay time, @Nullable CalendarDay day, LabelSource source, long monoNs) {
        if (time != null && day != null && !fix.isUtcDenied(monoNs)) {
            long seconds = Calendar.seconds(day.year(), day.month(), day.day(), time.hour(), time.minute(),
                    time.second());
            name(new Reading(TimeScale.UTC, seconds, time.nanoNs(), time.second() == 60, NamedPulse.PRECEDING, source,
                    Double.NaN), monoNs);
        }
    }

    private @Nullable SecondLabel name(Reading reading, long monoNs) {
        SecondLabel label = fix.isFixed(monoNs) ? namer.label(reading, monoNs) : null;
        if (label != null) {
            judge(monoNs);
            out.accept(label);
        }
        return label;
    }

    /** GPS did not exist before 1980, and this protocol will not in 2080. */
    private static @Nullable CalendarDay fullYear(@Nullable CalendarDay day) {
        return day == null
                ? null
                : new CalendarDay(day.year() + (day.year() >= 80 ? 1900 : 2000), day.month(), day.day());
    }

    private boolean isHeard(long nowMonoNs) {
        return heard && nowMonoNs - heardMonoNs <= SILENCE_NS;
    }

    private void judge(long nowMonoNs) {
        Verdict now = verdictAt(nowMonoNs);
        if (!judged || nowMonoNs - judgedMonoNs >= NS || !now.equals(verdict)) {
            verdict = now;
            judged = true;
            judgedMonoNs = nowMonoNs;
            out.accept(new SourceVerdict(now, nowMonoNs));
        }
    }

    private Verdict verdictAt(long nowMonoNs) {
        Set<Doubt> doubts = EnumSet.noneOf(Doubt.class);
        if (!isHeard(nowMonoNs)) {
            doubts.add(Doubt.RECEIVER_SILENT);
        } else if (!fix.isFixed(nowMonoNs)) {
            doubts.add(Doubt.NO_FIX);
        } else {
            boolean fixedPlace = fix.fix(nowMonoNs) == GnssStatus.Fix.TIME_ONLY;
            if (fixedPlace && limits.moving()) {
                doubts.add(Doubt.POSITION_MOVED); // it solves with the place of another day
            }
            int least = fixedPlace
                    ? limits.minSatellitesTimeOnly()
                    : limits.minSatellites();
            int satellites = fix.satellites(nowMonoNs);
            if (satellites != FixWatch.UNKNOWN && satellites < least) {
                doubts.add(Doubt.FEW_SATELLITES);
            }
            if (fix.timeAccuracyNs(nowMonoNs) > limits.maxTimeAccuracyNs()) {
                doubts.add(Doubt.TIME_ACCURACY);
            }
        }
        boolean implausible = namer.refusedWithin(REFUSAL_NS, nowMonoNs);
        if (implausible) {
            doubts.add(Doubt.DATE_IMPLAUSIBLE);
        }
        Verdict sky = doubts.contains(Doubt.RECEIVER_SILENT) ? Verdict.TRUSTED : skyVerdict(nowMonoNs);
        Verdict said = signals.verdict().and(sky);
        if (doubts.isEmpty()) {
            return said;
        }
        return new Verdict(implausible ? Trust.REFUSE : Trust.COAST, doubts).and(said);
    }

    /** What the signals tell beside what the receiver makes of them. */
    private Verdict skyVerdict(long nowMonoNs) {
        Verdict verdict = switch (constellations.agreement(nowMonoNs)) {
            case AGREE -> Verdict.TRUSTED;
            case ODD -> Verdict.of(Trust.TRUST, Doubt.SOURCES_DISAGREE);
            case WRONG -> Verdict.of(Trust.COAST, Doubt.SOURCES_DISAGREE);
        };
        if (strength.isLow()) {
            verdict = verdict.and(Verdict.of(Trust.COAST, Doubt.LOW_SIGNAL));
        }
        if (position.hasMoved()) {
            verdict = verdict.and(Verdict.of(Trust.COAST, Doubt.POSITION_MOVED));
        }
        return qErrOdd ? verdict.and(Verdict.of(Trust.TRUST, Doubt.PULSE_IMPLAUSIBLE)) : verdict;
    }

    /** What comes in the words of no protocol. */
    private final class Told implements Account {

        @Override
        public void onMessage(boolean good, long monoNs) {
            (good ? goodFrames : badFrames).increment();
            if (good) {
                heard = true;
                heardMonoNs = monoNs;
                judge(monoNs);
            }
        }

        @Override
        public void onFix(GnssStatus.Fix kind, long monoNs) {
            fix.onFix(kind, monoNs);
        }

        @Override
        public void onSatellite(GnssStatus.Satellite satellite, long monoNs) {
            sky.onSatellite(satellite, monoNs);
        }

        @Override
        public void onSkyEnd(long monoNs) {
            List<GnssStatus.Satellite> seen = sky.satellites(monoNs);
            if (!seen.isEmpty()) {
                fix.onSatellitesUsed((int) seen.stream().filter(GnssStatus.Satellite::used).count(), monoNs);
                strength.onSky(seen, monoNs);
            }
        }

        @Override
        public void onSecond(TimeScale scale, int week, long secondOfWeek, long monoNs) {
            told = name(new Reading(scale, Calendar.GPS_EPOCH + week * Calendar.WEEK + secondOfWeek, 0, false,
                    NamedPulse.PRECEDING, LabelSource.TSIP, Double.NaN), monoNs);
        }

        @Override
        public void onPulseError(double newQErrNs, long monoNs) {
            SecondLabel label = told;
            if (label != null && Double.isFinite(newQErrNs) && monoNs - label.arrivalMonoNs() < NS) {
                qErrNs = newQErrNs;
                qErrOdd = Math.abs(newQErrNs) > MOST_QERR_NS;
                if (!qErrOdd) {
                    out.accept(new PulseCorrection(newQErrNs, label.scale(), label.scaleSeconds(), false, monoNs));
                }
            }
            told = null;
        }

        @Override
        public void onLeapSeconds(int taiMinusUtc, int pending, Origin origin, long monoNs) {
            if (fix.isFixed(monoNs)) {
                out.accept(LeapReading.undated(taiMinusUtc, pending, origin, guard.believedAt(monoNs), monoNs));
            }
        }

        @Override
        public void onPosition(double latitudeDeg, double longitudeDeg, double accuracyM, long monoNs) {
            if (fix.isFixed(monoNs)) {
                position.onPosition(latitudeDeg, longitudeDeg, accuracyM, monoNs);
            }
        }

        @Override
        public void onSignals(AntennaState antenna, JammingState jamming, SpoofingState spoofing) {
            signals.onRadio(antenna, jamming, -1);
            signals.onStatus(spoofing);
        }
    }
}
