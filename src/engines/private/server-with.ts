import { checkAdapters } from './language-models';
import { checkOptions, OptionServer } from './stated-options';
import { given } from '../../ground/objects';
import { ModelLocation } from '../../values/model-location';
import { LoraOptions, SpeculativeDecoding } from '../language-model-options';

/** Engines that serve adapters under names of their own. */
const ADAPTED = 'vllm, sglang, lmdeploy, text-generation-inference, llama-cpp, kserve-huggingface, nim';

/** What does in place of adapters, for servers that know some, but none that a client can name as a model. */
const INSTEAD_OF_ADAPTERS: { readonly [title: string]: string | undefined } = {
  // A request names a number and a path: https://nvidia.github.io/TensorRT-LLM/features/lora.html
  'TensorRT-LLM': 'mount them with pod.volumes and pod.mounts, give lora_config in config of the engine, and let each request name its adapter by lora_request',
  // ADAPTER of a Modelfile makes another model of it: https://github.com/ollama/ollama/blob/main/docs/modelfile.md
  'Ollama': 'merge them into the GGUF file, one for each model',
};

/** The server with the adapters that sources bring, as if the engine had been given them; throws where it takes none. */
export function serverWith(server: OptionServer, { adapters, draftModel }: ModelLocation): OptionServer {
  const takes = (property: string) => server.rows.some(row => row.property === property || row.bySources === property);
  const props = server.props as LoraOptions & { readonly speculativeDecoding?: SpeculativeDecoding };
  if (draftModel !== undefined && !(takes('speculativeDecoding') && props.speculativeDecoding)) {
    const fix = takes('speculativeDecoding')
      ? 'give the way of drafting in speculativeDecoding of the engine'
      : 'leave it out, or take an engine that drafts: vllm, sglang, lmdeploy';
    throw new Error(`the model has a draftModel, and ${server.title} ${takes('speculativeDecoding') ? 'drafts no tokens' : 'takes none'}; ${fix}`);
  }
  if (given(adapters).length === 0) return server;
  if (!takes('loraAdapters')) {
    throw new Error(
      `the model has adapters, and ${server.title} takes none; ${INSTEAD_OF_ADAPTERS[server.title] ?? 'leave them out'}, or take an engine that `
        + `does: ${ADAPTED}`,
    );
  }
  checkAdapters('adapters', adapters);
  const merged = { ...server, props: { ...props, loraAdapters: { ...props.loraAdapters, ...adapters } } };
  checkOptions(merged);
  return merged;
}
