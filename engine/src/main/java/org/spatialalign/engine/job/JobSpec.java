package org.spatialalign.engine.job;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * All that is needed to run a job, now or years later.
 *
 * @param kind which job ("import", "track"); the kinds' owner makes a {@link Job} of it
 * @param version of the form of {@code config}
 * @param title for people: "Track 12 clips"
 * @param config the resolved settings, nothing left to defaults
 * @param seed for all random numbers of the job
 * @param codeVersion version of the program that wrote the spec
 */
public record JobSpec(String kind, int version, String title, JsonNode config, long seed, String codeVersion) {}
