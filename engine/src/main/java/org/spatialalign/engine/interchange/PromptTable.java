package org.spatialalign.engine.interchange;

import java.util.List;
import org.spatialalign.engine.prompt.DsrPrompt;

/**
 * What a prompt list or result list of the paper's form holds.
 *
 * @param prompts the rows that are right, in the file's order, each prompt_id once
 * @param problems the rows that were left out; beyond {@link PromptCsv#MOST_PROBLEMS} only their number
 * @param rewards from result lists, in the file's order
 * @param columns the known columns in the file's order, so that the list can be written in the same form
 * @param notes what else a person should know: columns that were ignored, repeated rows
 */
public record PromptTable(
        List<DsrPrompt> prompts,
        List<RowProblem> problems,
        List<ClipReward> rewards,
        List<String> columns,
        List<String> notes) {}
