package dev.grandmaster.app.config;

import dev.grandmaster.app.config.SiteConfig.Web;

/** {@code [web]}. */
final class WebSection extends Section<Web> {
    private final Row<Boolean> enabled = row("enabled", Type.flag(), true, "Whether there are pages and an API.");
    private final Row<String> listen = row("listen", Type.listenAddress(), Web.LISTEN,
            "Address and port of pages and API. The default is seen from this host alone; an appliance says"
                    + " \"0.0.0.0:443\". Where the default cannot be had the service runs without pages and says so.");
    private final Row<Web.Tls> tls = row("tls", Type.choice(Web.Tls.class, Web.Tls::word), Web.Tls.AUTO,
            "Whether they are served by TLS; \"auto\" does so unless only this host can see them. The certificate is made"
                    + " at the first start and can be replaced from the page.");

    WebSection() {
        super("web", false, "Pages and API.");
    }

    @Override
    Web bind(Values values) {
        return new Web(values.get(enabled), values.get(listen), values.get(tls));
    }

    void check(Found found) {
        Values values = found.values(this);
        if (!values.broken()) {
            Web web = bind(values);
            if (web.port() > 0xFFFF) {
                values.refuse(listen, "no such port");
            }
        }
    }
}
