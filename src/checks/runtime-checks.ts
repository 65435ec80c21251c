import { checkArgs, checkEnv, checkIneffective } from './argument-checks';
import { checkBeside } from './beside-checks';
import { checkCacheMounts } from './cache-mount-checks';
import { checkCapacity } from './capacity-checks';
import { checkEnginePorts } from './engine-ports';
import { checkFlags } from './flag-checks';
import { checkFramework, checkImages, checkMaintenance, checkRevision } from './identity-checks';
import { checkMeanings, MeantSettings } from './meaning-checks';
import { checkModelMount } from './model-mount';
import { checkNeededFlags } from './needed-flags';
import { checkOtherDevices } from './other-devices';
import { checkPatches, checkVolumes } from './pod-checks';
import { checkReferences } from './reference-checks';
import { Remark } from './remark';
import { checkReplicas } from './replica-checks';
import { checkLabels, checkNetwork, checkOtherNamespaces, checkSecretNamespaces, checkSecurity } from './security-checks';
import { checkSource } from './source-checks';
import { checkTiming } from './timing-checks';
import { checkUnused } from './unused-checks';
import { checkValues } from './value-checks';
import { ObjectMetadataOptions } from '../profiles/model-runtime-props';
import { Refusal, RuntimePlan } from '../render/runtime-plan';

/** Everything that has to be said of one runtime; `patched` is its plan with what patches say beside it. */
export function checkRuntime(plan: RuntimePlan, metadata: ObjectMetadataOptions[], patched: RuntimePlan = plan): Remark[] {
  const meant = new MeantSettings(patched);
  return [
    ...checkFramework(plan),
    ...checkImages(plan),
    ...checkRevision(plan),
    ...checkMaintenance(plan),
    ...checkArgs(patched),
    ...checkFlags(patched),
    ...checkValues(patched),
    ...checkEnv(patched),
    ...checkNeededFlags(patched),
    ...checkMeanings(patched, meant),
    ...checkBeside(patched, meant),
    ...checkIneffective(patched),
    ...checkReferences(plan),
    ...checkSecretNamespaces(plan),
    ...checkCapacity(plan),
    ...checkReplicas(plan),
    ...checkTiming(plan),
    ...checkSecurity(plan),
    ...checkEnginePorts(plan),
    ...checkOtherDevices(plan),
    ...checkOtherNamespaces(plan),
    ...checkSource(plan),
    ...checkModelMount(plan),
    ...checkNetwork(plan),
    ...checkLabels(plan, metadata),
    ...checkVolumes(plan),
    ...checkPatches(plan),
    ...checkUnused(plan),
    ...checkCacheMounts(plan),
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
