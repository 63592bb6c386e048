package org.spatialalign.engine.model.wan;

import ai.djl.ndarray.NDArray;
import java.nio.file.Path;
import org.spatialalign.engine.core.WorkbenchException;
import org.spatialalign.engine.golden.Golden;
import org.spatialalign.engine.tensor.Compute;
import org.spatialalign.engine.tensor.safetensors.SafetensorsFile;

/** A transformer of a fixture beside its inputs and the reference's outputs. */
record WanFixture(WanTransformer3D model, Golden io) implements AutoCloseable {

    static WanFixture open(String fixture) throws WorkbenchException {
        return open(fixture, Compute.cpu());
    }

    static WanFixture open(String fixture, Compute compute) throws WorkbenchException {
        Path folder = Golden.folder(fixture);
        Path inner = folder.resolve("transformer");
        Path weights = inner.toFile().isDirectory() ? inner : folder;
        return new WanFixture(
                model(weights, "diffusion_pytorch_model.safetensors", compute),
                Golden.open(folder.resolve("io.safetensors")));
    }

    static WanTransformer3D model(Path folder, String file, Compute compute) throws WorkbenchException {
        WanTransformerConfig config = WanConfigFile.read(folder.resolve("config.json"));
        try (SafetensorsFile source = SafetensorsFile.open(folder.resolve(file))) {
            return WanTransformer3D.load(source, config, compute);
        }
    }

    NDArray latents() throws WorkbenchException {
        return io.get("in.hidden_states");
    }

    NDArray timestep() throws WorkbenchException {
        return io.get("in.timestep");
    }

    NDArray context() throws WorkbenchException {
        return io.get("in.encoder_hidden_states");
    }

    @Override
    public void close() {
        io.close();
        model.close();
    }
}
