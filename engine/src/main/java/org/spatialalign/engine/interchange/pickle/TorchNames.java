package org.spatialalign.engine.interchange.pickle;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.spatialalign.engine.tensor.ElementType;

/**
 * The exact names that torch writes for tensors, parameters and dictionaries of them, and numpy's for the numbers
 * that training loops keep beside them.
 */
public final class TorchNames implements PickleNames {

    /** Stands for a class that only ever occurs as an argument. */
    private record StorageType(ElementType type) implements PickleCallable {

        @Override
        public Object call(List<Object> arguments) throws PickleException {
            throw new PickleException("makes a storage by itself");
        }
    }

    private static final Map<String, PickleCallable> NAMES = Map.ofEntries(
            Map.entry("torch._utils _rebuild_tensor_v2", TorchNames::tensor),
            Map.entry("torch._utils _rebuild_tensor", TorchNames::tensor),
            Map.entry("torch._utils _rebuild_parameter", TorchNames::parameter),
            Map.entry("collections OrderedDict", TorchNames::orderedDict),
            Map.entry("torch Size", TorchNames::size),
            Map.entry("torch DoubleStorage", new StorageType(ElementType.F64)),
            Map.entry("torch FloatStorage", new StorageType(ElementType.F32)),
            Map.entry("torch HalfStorage", new StorageType(ElementType.F16)),
            Map.entry("torch BFloat16Storage", new StorageType(ElementType.BF16)),
            Map.entry("torch LongStorage", new StorageType(ElementType.I64)),
            Map.entry("torch IntStorage", new StorageType(ElementType.I32)),
            Map.entry("torch ShortStorage", new StorageType(ElementType.I16)),
            Map.entry("torch CharStorage", new StorageType(ElementType.I8)),
            Map.entry("torch ByteStorage", new StorageType(ElementType.U8)),
            Map.entry("torch BoolStorage", new StorageType(ElementType.BOOL)));

    private final NumpyNames numpy = new NumpyNames();

    @Override
    public Optional<PickleCallable> find(String module, String name) {
        return Optional.ofNullable(NAMES.get(module + " " + name)).or(() -> numpy.find(module, name));
    }

    /** {@code ('storage', type, key, location, elements)}; files before torch 1.6 add a view, nowadays None. */
    @Override
    public Object persistent(Object id) throws PickleException {
        if (!(id instanceof PickleList parts)
                || parts.size() < 5
                || !"storage".equals(parts.get(0))
                || !(parts.get(1) instanceof StorageType type)
                || !(parts.get(2) instanceof String key)
                || !(parts.get(4) instanceof Long elements)) {
            throw new PickleException("refers to something outside the file that is no storage of numbers");
        }
        if (parts.size() > 6 || (parts.size() == 6 && !(parts.get(5) instanceof PickleNone))) {
            throw new PickleException("has a storage that is a part of another one");
        }
        if (key.isEmpty() || key.length() > 40 || !key.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw new PickleException("names a storage by " + Unpickler.describe(key) + "; expected a number");
        }
        return TorchStorage.of(key, type.type(), elements);
    }

    /** {@code (storage, offset, size, stride, requires_grad, hooks, ...)}; what follows the stride holds no numbers. */
    private static Object tensor(List<Object> arguments) throws PickleException {
        if (arguments.size() < 4 || arguments.size() > 7 || !(arguments.get(0) instanceof TorchStorage storage)) {
            throw new PickleException("describes a tensor in an unknown way");
        }
        return TorchTensor.of(storage, arguments.get(1), arguments.get(2), arguments.get(3));
    }

    /** {@code (tensor, requires_grad, hooks)}. */
    private static Object parameter(List<Object> arguments) throws PickleException {
        if (arguments.size() != 3 || !(arguments.get(0) instanceof TorchTensor tensor)) {
            throw new PickleException("describes a parameter in an unknown way");
        }
        return tensor;
    }

    /** {@code OrderedDict()}, or from Python 2 {@code OrderedDict([[key, value], ...])}. */
    private static Object orderedDict(List<Object> arguments) throws PickleException {
        PickleDict dict = new PickleDict(true);
        if (arguments.isEmpty()) {
            return dict;
        }
        if (arguments.size() != 1 || !(arguments.get(0) instanceof PickleList pairs)) {
            throw new PickleException("makes an OrderedDict in an unknown way");
        }
        for (int i = 0; i < pairs.size(); i++) {
            if (!(pairs.get(i) instanceof PickleList pair) || pair.size() != 2) {
                throw new PickleException("makes an OrderedDict from something else than pairs");
            }
            dict.put(pair.get(0), pair.get(1));
        }
        return dict;
    }

    private static Object size(List<Object> arguments) throws PickleException {
        if (arguments.size() != 1 || !(arguments.get(0) instanceof PickleList sizes)) {
            throw new PickleException("makes a torch.Size in an unknown way");
        }
        return sizes;
    }
}
