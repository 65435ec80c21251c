import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const CONFIG = `
backend: "python"
max_batch_size: 0
input [ { name: "SECONDS", data_type: TYPE_FP32, dims: [ 1 ] } ]
output [ { name: "DOUBLED", data_type: TYPE_FP32, dims: [ 1 ] } ]
instance_group [ { kind: KIND_CPU, count: 5 } ]
`;

const MODEL = `
import time
import numpy
import triton_python_backend_utils as triton

class TritonPythonModel:
    def execute(self, requests):
        return [self.answer(request) for request in requests]

    def answer(self, request):
        seconds = triton.get_input_tensor_by_name(request, "SECONDS").as_numpy()
        time.sleep(float(seconds[0]))
        return triton.InferenceResponse([triton.Tensor("DOUBLED", (2 * seconds).astype(numpy.float32))])
`;

/** A model that takes as long as it is told to, and doubles: its folder of versions, with a configuration. `model` is other code, for one that is broken. */
export function makeTritonModel(folder: string, model: string = MODEL): void {
  mkdirSync(join(folder, '1'), { recursive: true });
  writeFileSync(join(folder, 'config.pbtxt'), CONFIG);
  writeFileSync(join(folder, '1', 'model.py'), model);
}
