import { at, itemsAt, Json } from '../ground/objects';
import { derivePodTemplate, SERVER, serverArgs } from '../render/pod-template';
import { RuntimePlan } from '../render/runtime-plan';

/** A plan as if the arguments and variables that a patch adds had been said in `args` and `env`: they are judged alike. */
export function asPatched(plan: RuntimePlan, template: Json): RuntimePlan {
  const container = itemsAt(template, 'spec', 'containers').find(one => at(one, 'name') === SERVER);
  const [known, words] = [serverArgs(plan), itemsAt(container, 'args').map(String)];
  const args = known.every((word, index) => words[index] === word) ? words.slice(known.length) : [];
  const names = new Set(itemsAt(derivePodTemplate(plan), 'spec', 'containers').flatMap(one => itemsAt(one, 'env').map(variable => at(variable, 'name'))));
  const env = itemsAt(container, 'env').filter(variable => !names.has(at(variable, 'name')) && typeof at(variable, 'value') === 'string');
  if (args.length === 0 && env.length === 0) return plan;
  const { settings } = plan;
  const added = Object.fromEntries(env.map(variable => [String(at(variable, 'name')), String(at(variable, 'value'))]));
  return { ...plan, settings: { ...settings, args: [...settings.args ?? [], ...args], env: { ...settings.env, ...added } } };
}
