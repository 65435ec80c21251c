import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const MODEL = `
import asyncio
import numpy
from mlserver import MLModel
from mlserver.codecs import NumpyCodec
from mlserver.types import InferenceRequest, InferenceResponse

class Doubler(MLModel):
    async def load(self) -> bool:
        return True

    async def predict(self, payload: InferenceRequest) -> InferenceResponse:
        seconds = NumpyCodec.decode_input(payload.inputs[0])
        await asyncio.sleep(float(seconds[0]))
        return InferenceResponse(model_name=self.name, outputs=[NumpyCodec.encode_output("DOUBLED", 2 * seconds)])
`;

/**
 * A model that takes as long as it is told to, and doubles: a class of its own, and the settings that name it. `model` is other code, for one that is
 * broken.
 */
export function makeMlServerModel(folder: string, model: string = MODEL): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'model-settings.json'), JSON.stringify({ implementation: 'doubler.Doubler' }));
  writeFileSync(join(folder, 'doubler.py'), model);
}
