package dev.grandmaster.app;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;

import dev.grandmaster.app.config.Configuration;
import dev.grandmaster.app.config.ConfigurationException;
import dev.grandmaster.app.config.RunRequest;
import dev.grandmaster.app.config.SettingRows;
import dev.grandmaster.app.control.ControlRequests;
import dev.grandmaster.app.metrics.Metrics;
import dev.grandmaster.app.persistence.DurableFile;
import dev.grandmaster.app.settings.AuditTrail;
import dev.grandmaster.app.settings.KeptSettings;
import dev.grandmaster.app.settings.SettingsDesk;
import dev.grandmaster.app.settings.SettingsRefused;
import dev.grandmaster.app.status.MeasuredError;
import dev.grandmaster.app.status.StatusReport;
import dev.grandmaster.app.supervision.Chore;
import dev.grandmaster.app.web.DeskSettings;
import dev.grandmaster.app.web.HoldoverDesk;
import dev.grandmaster.app.web.JournalTail;
import dev.grandmaster.app.web.KeptRecords;
import dev.grandmaster.app.web.LastHour;
import dev.grandmaster.app.web.Pages;
import dev.grandmaster.app.web.SupportBundle;
import dev.grandmaster.app.web.UnitView;
import dev.grandmaster.board.Board;
import dev.grandmaster.board.BoardException;
import dev.grandmaster.board.Temperature;
import dev.grandmaster.discipline.DisciplineSettings;
import dev.grandmaster.sim.board.SimulatedBoard;
import dev.grandmaster.state.Latest;
import dev.grandmaster.state.PtpClients;
import dev.grandmaster.web.api.Ports;
import dev.grandmaster.web.api.Unit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the operator touches of the running service: its settings, by page or by command, and the pages themselves. */
final class OperatorSide implements AutoCloseable {

    /** Folder of accounts and certificates within the state directory. */
    private static final String WEB_FOLDER = "web";
    private static final Logger LOG = LoggerFactory.getLogger("gm");
    private static final long SECOND_NS = 1_000_000_000L;

    private final SettingsDesk desk;
    private final DeskSettings settings;
    private final AuditTrail audit;
    private final Pages pages;
    private final Service service;
    private final Rehearsals rehearsals;
    private final Board board;
    private final JournalTail journal = JournalTail.listening();
    private final AtomicLong rolledBack = new AtomicLong();

    /**
     * The parts of the service that the operator looks at and changes.
     *
     * @param requests the way to the supervisor
     * @param measured our error as another clock's pulse shows it
     */
    record Service(Board board, Grandmaster grandmaster, Wire wire, Observers observers, ControlRequests requests,
            MeasuredError measured) {

        private Unit.Look look() {
            Temperature temperature = board.sensors().oscillator();
            Double trueErrorNs = board instanceof SimulatedBoard invented ? invented.clock().trueErrorNs() : null;
            return new Unit.Look(board.monotonic().nowNs(), System.currentTimeMillis(), grandmaster.state().get(),
                    grandmaster.gnss().get(), grandmaster.ptp().get(), observers.alarms().get(), trueErrorNs,
                    measuredErrorNs(), temperature == null ? null : temperature.celsius());
        }

        private @Nullable Double measuredErrorNs() {
            return measured.errorNs(grandmaster.state().get().served(), board.monotonic().nowNs());
        }

        private StatusReport report() {
            long nowMonoNs = board.monotonic().nowNs();
            return StatusReport.of(grandmaster.state().get(), grandmaster.reference().get(), grandmaster.gnss().get(),
                    grandmaster.ptp().get(), observers.alarmLines(), board.info().simulated(), look().trueErrorNs(),
                    nowMonoNs).with(board.sensors(), nowMonoNs).with(measuredErrorNs());
        }

        private Unit.Metrics metrics(String accept) {
            Metrics.Page page = observers.metrics().page(accept);
            return new Unit.Metrics(page.contentType(), page.text());
        }

        /** From any thread but the supervisor's, which does it. */
        private boolean acknowledge(String code, String subject) {
            try {
                return requests.ask(() -> observers.acknowledge(code, subject));
            } catch (TimeoutException e) {
                return false;
            }
        }
    }

    /**
     * Puts the desk and the pages together; nothing is open yet.
     *
     * @param configuration in force
     */
    OperatorSide(RunRequest request, Configuration configuration, KeptSettings kept, Service service) {
        this.service = service;
        this.board = service.board();
        audit = new AuditTrail(request.stateDirectory().resolve(AuditTrail.FILE), OperatorSide::unixS,
                line -> LOG.info("{}", line));
        audit.tell(service.observers()::changed);
        desk = new SettingsDesk(request.sources(), configuration, kept, new InPlace(service, configuration), audit,
                OperatorSide::unixS);
        settings = new DeskSettings(desk, service.requests(), board.monotonic()::nowNs,
                service.grandmaster().ptp().get().clockIdentity().toString());
        Path state = request.stateDirectory();
        UnitView view = new UnitView(service::look, service.wire()::clients, service::acknowledge,
                service::metrics, about(board, service.grandmaster()), state, audit);
        Grandmaster grandmaster = service.grandmaster();
        HoldoverDesk holdover = new HoldoverDesk(grandmaster.state()::get, grandmaster.outlook()::get,
                grandmaster.rehearsal()::set, service.requests(), audit);
        rehearsals = new Rehearsals(holdover);
        KeptRecords records = new KeptRecords(service.observers().history(),
                state.resolve(dev.grandmaster.app.Service.HISTORY),
                state, grandmaster.ptp().get().clockIdentity().toString(),
                configuration.site().reporting().history().enabled(), bundle(request, service, view, audit));
        pages = new Pages(configuration.site().web(), state.resolve(WEB_FOLDER),
                certificates -> new Ports(view, settings, certificates, holdover, records), audit,
                board.monotonic()::nowNs, OperatorSide::unixS);
        service.observers().figures().register("measured_error_seconds", () -> {
            Double errorNs = service.measuredErrorNs();
            return errorNs == null ? Double.NaN : errorNs / SECOND_NS;
        });
        service.observers().figures().register("logins_throttled_total", pages::throttledLogIns);
        service.observers().figures().register("certificate_days", pages::certificateDays);
        service.observers().figures().register("configuration_rollbacks_total", rolledBack::get);
    }

    private SupportBundle bundle(RunRequest request, Service service, UnitView view, AuditTrail audit) {
        Path state = request.stateDirectory();
        SupportBundle bundle = new SupportBundle(audit).json("about.json", view::about)
                .json("resources.json", view::resources)
                .json("status.json", () -> service.report().parts())
                .json("alarms.json", service.observers()::alarmParts)
                .json("clients.json", () -> view.clients(0, PtpClients.LONGEST_PAGE))
                .json("changes.json", view::audit).text("metrics.txt", () -> view.metrics("").text())
                .text("settings.toml", () -> settings.exported(true))
                .textFile("board.toml", request.sources().boardFile())
                .text("journal.txt", journal::text)
                .text("last-hour.csv", () -> LastHour.csv(service.observers().history()))
                .textFile("learnt.json", state.resolve("learnt.json"));
        request.recording().ifPresent(recording -> bundle.file("recording", recording.file()));
        return bundle;
    }

    /** What was kept, held against the files as they are today; without it, and told, where they do not go together any more. */
    static Configuration beginning(RunRequest request, KeptSettings kept) {
        try {
            return request.sources().load(kept.newest().assignments());
        } catch (ConfigurationException e) {
            LOG.warn("the kept settings are passed over: {}", e.getMessage().replace('\n', ' '));
            return request.configuration();
        }
    }

    private static Map<String, @Nullable Object> about(Board board, Grandmaster grandmaster) {
        Map<String, @Nullable Object> about = new LinkedHashMap<>();
        String version = OperatorSide.class.getPackage().getImplementationVersion();
        about.put("board", board.info().name());
        about.put("simulated", board.info().simulated());
        about.put("clockIdentity", grandmaster.ptp().get().clockIdentity().toString());
        about.put("version", version == null ? "development" : version);
        about.put("java", Runtime.version().toString());
        about.put("system", System.getProperty("os.name") + ' ' + System.getProperty("os.version") + ' '
                + System.getProperty("os.arch"));
        return about;
    }

    /** Carries a configuration over into what runs. */
    private static final class InPlace implements SettingsDesk.Appliance {
        private final Service service;
        private Configuration onWire;

        InPlace(Service service, Configuration configuration) {
            this.service = service;
            this.onWire = configuration;
        }

        @Override
        public void takeOver(Configuration configuration) {
            Latest<DisciplineSettings> settings = service.grandmaster().settings();
            settings.set(Plans.discipline(configuration, settings.get().antenna().earliestTaiSeconds()));
            service.observers().configurationChanged(configuration);
        }

        @Override
        public void reopenPtp(Configuration configuration) throws BoardException {
            service.wire().reopen(configuration, onWire, service.grandmaster());
            onWire = configuration;
        }
    }

    private static long unixS() {
        return System.currentTimeMillis() / 1000;
    }

    /** What {@code gm status} and the terminal show. */
    StatusReport report() {
        return service.report();
    }

    /** SHA-256 of all settings that are in force, hexadecimal. */
    String digest() {
        return desk.digest();
    }

    /** The last lines of the audit trail, newest first. */
    List<Map<String, @Nullable Object>> trail() {
        return audit.last();
    }

    /** Rehearsals of holdover by command. */
    Rehearsals rehearsals() {
        return rehearsals;
    }

    /** Opens the pages. */
    void start() {
        pages.start();
    }

    /** Puts back what nobody confirmed. */
    Chore rollBacks() {
        return new Chore(SECOND_NS, nowMonoNs -> {
            try {
                if (desk.rollBackIfDue(nowMonoNs)) {
                    rolledBack.incrementAndGet();
                    settings.refresh();
                    pages.happened("settings rolled back: nobody confirmed them in time");
                }
            } catch (SettingsRefused failed) {
                LOG.warn("the roll-back failed: {}", failed.getMessage());
            }
        });
    }

    /** {@code gm set}, on the supervisor's thread; what begins with {@code error:} is a refusal. */
    String set(String key, String text) {
        Map<String, @Nullable Object> change = new HashMap<>();
        change.put(key, SettingRows.value(text));
        try {
            SettingsDesk.Outcome outcome = desk.change(change, "console", false, board.monotonic().nowNs());
            settings.refresh();
            return key + " = " + text + switch (outcome.effect()) {
                case NOW -> "";
                case CONFIRM ->
                    " (rolled back in " + SettingsDesk.CONFIRM_S + " s unless confirmed on the settings page)";
                case RESTART -> " (in force after a restart)";
            };
        } catch (SettingsRefused refused) {
            return "error: " + refused.getMessage();
        }
    }

    /** Tells whoever looks at a page what happened; never waits. */
    void happened(String text) {
        pages.happened(text);
    }

    /** Opens what is kept; a damaged file is told and set aside by being passed over. */
    static KeptSettings kept(Path stateDirectory) {
        DurableFile file = new DurableFile(
                stateDirectory.resolve("settings.json"));
        try {
            return KeptSettings.read(file);
        } catch (IOException e) {
            LOG.warn("the kept settings cannot be read and are passed over: {}", e.getMessage());
            return KeptSettings.none(file);
        }
    }

    @Override
    public void close() {
        pages.close();
        journal.close();
    }
}
