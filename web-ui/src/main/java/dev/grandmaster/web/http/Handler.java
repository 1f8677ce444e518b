package dev.grandmaster.web.http;

/** Answers requests of one route; from any thread, several at a time. */
@FunctionalInterface
public interface Handler {

    /** @throws Refusal where the request is not carried out; nothing has been changed then */
    Answer answer(Request request);
}
