import { askJson } from '../harness/http';

interface Inferred {
  readonly outputs: readonly { readonly name: string; readonly data: readonly number[] }[];
}

/** Asks a model that doubles, with the Open Inference Protocol, and throws when it does not; it takes so many seconds. */
export async function infer(url: string, model: string, seconds: number): Promise<void> {
  const json = { inputs: [{ name: 'SECONDS', datatype: 'FP32', shape: [1], data: [seconds] }] };
  const { outputs } = await askJson<Inferred>(`${url}/v2/models/${model}/infer`, { json });
  expect(outputs).toMatchObject([{ name: 'DOUBLED', data: [2 * seconds] }]);
}
