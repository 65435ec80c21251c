/* eslint-disable @typescript-eslint/no-require-imports -- loaded on demand, and written out so that whoever bundles an app takes the data along */

/** Paths of the flags that this package brings, as an engine names them in `flagsFile`. */
const FLAGS: { readonly [path: string]: () => unknown } = {
  'cdk8s-matrixinfer/engine-flags/llama-cpp.json': () => require('../../engine-flags/llama-cpp.json'),
  'cdk8s-matrixinfer/engine-flags/lmdeploy.json': () => require('../../engine-flags/lmdeploy.json'),
  'cdk8s-matrixinfer/engine-flags/sglang.json': () => require('../../engine-flags/sglang.json'),
  'cdk8s-matrixinfer/engine-flags/torchserve.json': () => require('../../engine-flags/torchserve.json'),
  'cdk8s-matrixinfer/engine-flags/vllm.json': () => require('../../engine-flags/vllm.json'),
};

/** The flags that a path of this package stands for; undefined when it is a path of somebody else's file. */
export function packagedFlags(path: string): unknown {
  return Object.hasOwn(FLAGS, path) ? FLAGS[path]() : undefined;
}

/** The program of the status reporter, as one file. It is made when the package is compiled. */
export function reporterScript(): string {
  return require('../../lib/reporter/script') as string;
}
