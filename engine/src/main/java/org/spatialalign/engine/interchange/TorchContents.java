package org.spatialalign.engine.interchange;

import java.util.LinkedHashMap;
import java.util.Map;
import org.spatialalign.engine.interchange.pickle.PickleDict;
import org.spatialalign.engine.interchange.pickle.PickleException;
import org.spatialalign.engine.interchange.pickle.PickleList;
import org.spatialalign.engine.interchange.pickle.TorchTensor;
import org.spatialalign.engine.interchange.pickle.Unpickler;

/** The tensors and plain values in a checkpoint's tree of dicts and lists, by their path: keys joined with '/'. */
final class TorchContents {

    private static final int DEEPEST = 32;
    private static final int LONGEST_PATH = 1000;

    /** Parts of a pickle can be shared, so that a small file stands for a tree without end. */
    private static final int MOST_VALUES = 200_000;

    private final Map<String, TorchTensor> tensors = new LinkedHashMap<>();
    private final Map<String, String> values = new LinkedHashMap<>();
    private int visited;

    private TorchContents() {}

    static TorchContents of(Object root) throws PickleException {
        TorchContents contents = new TorchContents();
        if (root instanceof TorchTensor tensor) {
            contents.tensors.put("tensor", tensor);
        } else if (root instanceof PickleDict || root instanceof PickleList) {
            contents.visit("", root, 0);
        } else {
            throw new PickleException("holds " + Unpickler.describe(root) + "; expected a dict of tensors");
        }
        return contents;
    }

    private void visit(String path, Object value, int depth) throws PickleException {
        if (++visited > MOST_VALUES || depth > DEEPEST || path.length() > LONGEST_PATH) {
            throw new PickleException("holds more than " + MOST_VALUES + " values, or values nested deeper than "
                    + DEEPEST + "; that is no checkpoint");
        }
        if (value instanceof PickleDict dict) {
            for (Map.Entry<Object, Object> entry : dict.entries().entrySet()) {
                visit(join(path, entry.getKey()), entry.getValue(), depth + 1);
            }
        } else if (value instanceof PickleList list) {
            for (int i = 0; i < list.size(); i++) {
                visit(join(path, i), list.get(i), depth + 1);
            }
        } else if (value instanceof TorchTensor tensor) {
            if (tensors.put(path, tensor) != null) {
                throw new PickleException("has two tensors named '" + path + "'");
            }
        } else if (value instanceof String || value instanceof Number || value instanceof Boolean) {
            values.put(path, value.toString());
        }
    }

    private static String join(String path, Object key) {
        return path.isEmpty() ? key.toString() : path + "/" + key;
    }

    Map<String, TorchTensor> tensors() {
        return tensors;
    }

    Map<String, String> values() {
        return values;
    }
}
