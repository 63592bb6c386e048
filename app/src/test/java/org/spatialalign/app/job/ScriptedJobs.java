package org.spatialalign.app.job;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.spatialalign.engine.core.WorkbenchException;
import org.spatialalign.engine.job.Job;
import org.spatialalign.engine.job.JobKinds;
import org.spatialalign.engine.job.JobSpec;

/** Jobs whose course a test decides: "wait" goes on until cancelled or released, "fail" fails, "work" succeeds. */
public final class ScriptedJobs implements JobKinds {

    public final CountDownLatch started = new CountDownLatch(1);
    public final CountDownLatch release = new CountDownLatch(1);

    public static JobSpec spec(String kind) {
        return new JobSpec(kind, 1, "Job " + kind, JsonNodeFactory.instance.objectNode(), 0, "test");
    }

    @Override
    public Job create(JobSpec spec) {
        return context -> {
            context.log("begins " + spec.kind());
            context.progress(3, 12, "clips", "clip three");
            if (spec.kind().equals("fail")) {
                throw new WorkbenchException("the disk is full");
            }
            if (spec.kind().equals("wait")) {
                started.countDown();
                while (!release.await(5, TimeUnit.MILLISECONDS)) {
                    context.cancel().check();
                }
            }
            return JsonNodeFactory.instance.objectNode().put("done", 12);
        };
    }
}
