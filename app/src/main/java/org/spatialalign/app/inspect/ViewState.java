package org.spatialalign.app.inspect;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a saved view keeps: which clips, in which order, as a table or as pictures.
 *
 * @param grouping rows of one value of this facet stand together; null for none
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record ViewState(ClipFilter filter, List<SortKey> sort, @Nullable Facet grouping, boolean grid) {

    private static final ObjectMapper MAPPER =
            new ObjectMapper().configure(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, false);

    static final ViewState DEFAULT = new ViewState(ClipFilter.ALL, ClipTableViewModel.DEFAULT_SORT, null, false);

    ViewState(@Nullable ClipFilter filter, @Nullable List<SortKey> sort, @Nullable Facet grouping, boolean grid) {
        this.filter = filter == null ? ClipFilter.ALL : filter;
        this.sort = sort == null ? ClipTableViewModel.DEFAULT_SORT : List.copyOf(sort);
        this.grouping = grouping;
        this.grid = grid;
    }

    JsonNode toJson() {
        return MAPPER.valueToTree(this);
    }

    /** Empty when it was written by a version that knew other columns or facets. */
    static Optional<ViewState> fromJson(JsonNode json) {
        try {
            return Optional.ofNullable(MAPPER.treeToValue(json, ViewState.class));
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }
}
