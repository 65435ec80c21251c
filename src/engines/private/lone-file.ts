import { ModelLocation } from '../../values/model-location';

/** Files that are no language model by themselves: it is a folder with `config.json`, weights and a tokenizer. */
const NO_LANGUAGE_MODEL = /\/([^/]+\.(onnx|plan|pt|pth|pb|mar|tflite|pkl|joblib|safetensors|bin|json|xml))$/;

/** Throws when a model is a single file that a server of language models cannot load. A GGUF file is one that some can. */
export function refuseLoneFile(engine: string, path: string): void {
  const file = NO_LANGUAGE_MODEL.exec(path)?.[1];
  if (file === undefined) return;
  throw new Error(`${engine} loads a folder with config.json, weights and tokenizer, and the source is the single file ${JSON.stringify(file)}; give the folder, with a slash at its end`);
}

/** Throws when a model is a GGUF file, and the server loads none. */
export function refuseGguf(engine: string, path: string): void {
  const file = /\/([^/]+\.gguf)$/.exec(path)?.[1];
  if (file === undefined) return;
  throw new Error(`${engine} loads no GGUF, and the source is the single file ${JSON.stringify(file)}; give the folder of the original model, or take LlamaCppEngine or OllamaEngine`);
}

/** Throws when one file of a repository is to be loaded from the hub, by a server that loads whole repositories. */
export function refuseHubFile(engine: string, { hub, path, file }: ModelLocation): void {
  if (!hub || file === undefined) return;
  throw new Error(`${engine} loads a whole repository from the hub, and the source names the file ${JSON.stringify(file)} of ${path}; leave file out, or take an engine that loads such a file`);
}
