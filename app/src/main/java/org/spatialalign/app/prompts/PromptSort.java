package org.spatialalign.app.prompts;

/** One column of an order. */
record PromptSort(PromptColumn column, boolean descending) {}
