package org.spatialalign.engine.generate;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.spatialalign.engine.core.WorkbenchException;
import org.spatialalign.engine.model.lora.LoraFile;
import org.spatialalign.engine.model.lora.LoraReader;
import org.spatialalign.engine.tensor.ElementType;
import org.spatialalign.engine.tensor.TensorInfo;
import org.spatialalign.engine.tensor.TorchGenerator;
import org.spatialalign.engine.tensor.safetensors.SafetensorsFile;
import org.spatialalign.engine.tensor.safetensors.SafetensorsWriter;

/** A LoRA on the keys of the first block's cross-attention, strong enough to be seen. */
public final class LoraFixture {

    private static final int RANK = 2;

    private LoraFixture() {}

    /** @param wider how many channels more than the model it is made for */
    public static Path write(Path file, ModelConfigs configs, int wider) throws WorkbenchException {
        long dim = (long) configs.transformer().dim() + wider;
        TorchGenerator random = new TorchGenerator(5);
        String module = "transformer.blocks.0.attn2.to_k.";
        new SafetensorsWriter()
                .add(info(module + "lora_A.weight", RANK, dim), numbers(random, RANK * dim))
                .add(info(module + "lora_B.weight", dim, RANK), numbers(random, RANK * dim))
                .write(file);
        return file;
    }

    static LoraFile read(Path file) throws WorkbenchException {
        try (SafetensorsFile source = SafetensorsFile.open(file)) {
            return LoraReader.read(source, Map.of(), null);
        }
    }

    private static TensorInfo info(String name, long rows, long columns) {
        return new TensorInfo(name, ElementType.F32, List.of(rows, columns));
    }

    private static ByteBuffer numbers(TorchGenerator random, long count) {
        ByteBuffer bytes = ByteBuffer.allocateDirect(Math.toIntExact(4 * count)).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(random.normal(Math.toIntExact(count)));
        return bytes;
    }
}
