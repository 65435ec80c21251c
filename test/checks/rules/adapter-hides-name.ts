import { ModelSource } from '../../../src';
import { COMMIT } from '../../fixtures';
import { RuleExamples, vllm } from '../rule-examples';

const named = (adapter: string, servedName: string, servedAliases?: string[]) => vllm({
  servedName, servedAliases, adapters: { [adapter]: ModelSource.huggingFace('acme/sql', { revision: COMMIT }) },
});

export const examples: RuleExamples = {
  fires: named('sql', 'sql'),
  holds: named('sql', 'llama'),
  spared: vllm(),
  says: /an adapter has the name "sql", which is servedName of the model/,
  fixes: [{ fix: /give another name to the adapter or to the model/, broken: named('sql', 'llama', ['sql']), mended: [named('sql', 'llama'), named('tables', 'llama', ['sql'])] }],
};
