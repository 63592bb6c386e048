package org.spatialalign.engine.model.wan;

import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.spatialalign.engine.core.WorkbenchException;
import org.spatialalign.engine.tensor.TensorInfo;
import org.spatialalign.engine.tensor.TensorSource;

/** Shows a file in original names as if it were in those of diffusers. */
final class DiffusersNames implements TensorSource {

    private final TensorSource source;

    /** From the name shown to the one in the file. */
    private final Map<String, String> names = new LinkedHashMap<>();

    private DiffusersNames(TensorSource source) {
        this.source = source;
        source.names().forEach(name -> names.put(WanNames.toDiffusers(name).orElse(name), name));
    }

    /** The source itself, unless it has the block table's original name. */
    static TensorSource of(TensorSource source) {
        return source.names().contains("head.modulation") ? new DiffusersNames(source) : source;
    }

    @Override
    public String origin() {
        return source.origin();
    }

    @Override
    public Set<String> names() {
        return names.keySet();
    }

    @Override
    public TensorInfo info(String name) throws WorkbenchException {
        TensorInfo found = source.info(inFile(name));
        return new TensorInfo(name, found.type(), found.shape());
    }

    @Override
    public ByteBuffer slice(String name, long offset, int length) throws WorkbenchException {
        return source.slice(inFile(name), offset, length);
    }

    /** What is missing is missing under the name that its file would have. */
    private String inFile(String name) {
        String known = names.get(name);
        return known == null ? WanNames.toOriginal(name).orElse(name) : known;
    }

    @Override
    public void close() {
        source.close();
    }
}
