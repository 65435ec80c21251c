import { checkArgs, checkEnv } from './argument-checks';
import { checkCapacity } from './capacity-checks';
import { checkFlags } from './flag-checks';
import { checkFramework, checkImages, checkMaintenance, checkRevision } from './identity-checks';
import { Remark } from './ledger';
import { checkPatches, checkVolumes } from './pod-checks';
import { checkSecrets, mayHoldSecret, PlainText } from './secrets';
import { checkLabels, checkNetwork, checkSecretNamespaces, checkSecurity, checkServiceAccount, checkSource } from './security-checks';
import { checkReplicas, checkTiming } from './timing-checks';
import { checkUnused } from './unused-checks';
import { ObjectMetadataOptions } from '../../model-runtime-props';
import { parseFlags } from '../../private/flags';
import { Refusal, RuntimePlan } from '../../private/runtime-plan';

/** Everything that has to be said of one runtime. */
export function checkRuntime(plan: RuntimePlan, metadata: ObjectMetadataOptions[]): Remark[] {
  return [
    ...checkFramework(plan),
    ...checkImages(plan),
    ...checkRevision(plan),
    ...checkMaintenance(plan),
    ...checkArgs(plan),
    ...checkFlags(plan),
    ...checkEnv(plan),
    ...checkSecrets(plainTexts(plan)),
    ...checkSecretNamespaces(plan),
    ...checkCapacity(plan),
    ...checkReplicas(plan),
    ...checkTiming(plan),
    ...checkSecurity(plan),
    ...checkServiceAccount(plan),
    ...checkSource(plan),
    ...checkNetwork(plan),
    ...checkLabels(plan, metadata),
    ...checkVolumes(plan),
    ...checkPatches(plan),
    ...checkUnused(plan),
  ];
}

/** A plan that could not be made, as a finding. A mistake in a program is none: it is thrown, so that its stack is seen. */
export function remarkOfRefusal(refusal: Refusal, path: string): Remark {
  if (refusal.isBug) throw refusal.at(path);
  switch (refusal.by) {
    case 'compute': return { rule: 'compute-missing', what: refusal.message, fix: 'give compute to the profile, for example Compute.gpu(Accelerator.NVIDIA_L4, { cpu: Cpu.units(4), memory: Size.gibibytes(24) })' };
    case 'engine': return { rule: 'engine-refuses', what: refusal.message, fix: 'change what it names, or take another engine' };
    case 'cache': return { rule: 'cache-invalid', what: refusal.message, fix: 'change the cache, or the size that it is derived from' };
    case 'source': return { rule: 'source-refuses', what: refusal.message, fix: 'change what it names, or take another source' };
  }
}

/** Texts of the Pod that a user, an engine or a source wrote, with the names that they stand under; only those that may hold a secret. */
function plainTexts(plan: RuntimePlan): PlainText[] {
  const { container, binding, settings, source } = plan;
  const others = [...binding.initContainers ?? [], ...settings.pod?.sidecars ?? []];
  return [
    { where: 'the source URI', name: '', value: source.uri },
    ...[container.env, binding.env, settings.env].flatMap(env => envTexts('the server', env)),
    ...[container.command, container.args, settings.args].flatMap(args => argTexts('the server', args)),
    ...others.flatMap(one => [...envTexts(one.name, one.env), ...argTexts(one.name, one.command), ...argTexts(one.name, one.args)]),
  ];
}

function envTexts(container: string, env: { [name: string]: string } = {}): PlainText[] {
  const texts: PlainText[] = [];
  for (const name of Object.keys(env)) {
    const value = env[name];
    if (value === undefined || value === null || !(mayHoldSecret(name) || mayHoldSecret(value))) continue;
    texts.push({ where: `env ${name} of ${container}`, name, value: String(value) });
  }
  return texts;
}

function argTexts(container: string, args: string[] = []): PlainText[] {
  if (!args.some(mayHoldSecret)) return [];
  return parseFlags(args.map(String)).flatMap(({ flag, words }) => {
    const values = flag === '' ? words : [words[0].slice(flag.length).replace(/^=/, ''), ...words.slice(1)];
    return values.map(value => ({ where: flag === '' ? `an argument of ${container}` : `flag ${flag} of ${container}`, name: flag, value }));
  });
}
