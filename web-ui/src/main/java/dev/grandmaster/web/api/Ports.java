package dev.grandmaster.web.api;

/** Everything through which the pages see and change the unit. */
public record Ports(Unit unit, Settings settings, Certificates certificates, Holdover holdover, Records records) {
}
