package org.spatialalign.engine.model.lora;

import java.util.List;

/**
 * An adapter that was read, and what its file was like.
 *
 * @param origin the file
 * @param format the family whose names it uses
 * @param strength where the file says its alpha: ".alpha", the metadata, adapter_config.json; empty when nowhere, and
 *     alpha was taken to be the rank
 * @param incomplete modules of which one matrix is missing; they are left out
 * @param unexpected tensors that belong to no adapter; they are left out
 */
public record LoraFile(
        String origin,
        Lora lora,
        LoraFormat format,
        String strength,
        List<String> incomplete,
        List<String> unexpected) {}
