import { checkAdapters } from './language-models';
import { checkOptions, OptionServer } from './stated-options';
import { given } from '../../ground/objects';
import { ModelLocation } from '../../values/model-location';
import { LoraOptions, SpeculativeDecoding } from '../language-model-options';

/** The server with the adapters that sources bring, as if the engine had been given them; throws where it takes none. */
export function serverWith(server: OptionServer, { adapters, draftModel }: ModelLocation): OptionServer {
  const takes = (property: string) => server.rows.some(row => row.property === property);
  const props = server.props as LoraOptions & { readonly speculativeDecoding?: SpeculativeDecoding };
  if (draftModel !== undefined && !(takes('speculativeDecoding') && props.speculativeDecoding)) {
    const fix = takes('speculativeDecoding') ? 'say how tokens are drafted, in speculativeDecoding of the engine' : 'leave it out, or take an engine that drafts: vllm, sglang, lmdeploy';
    throw new Error(`the model has a draftModel, and ${server.title} ${takes('speculativeDecoding') ? 'drafts no tokens' : 'takes none'}; ${fix}`);
  }
  if (given(adapters).length === 0) return server;
  if (!takes('loraAdapters')) throw new Error(`the model has adapters, and ${server.title} takes none; leave them out, or take an engine that does: vllm, sglang, lmdeploy, text-generation-inference, llama-cpp`);
  checkAdapters('adapters', adapters);
  const merged = { ...server, props: { ...props, loraAdapters: { ...props.loraAdapters, ...adapters } } };
  checkOptions(merged);
  return merged;
}
