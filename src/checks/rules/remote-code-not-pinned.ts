import { parseFlags } from '../../flags/flags';
import { given } from '../../ground/objects';
import { serverArgs } from '../../render/pod-template';
import { RuntimePlan } from '../../render/runtime-plan';
import { Severity } from '../../values/finding';
import { NOT_APPLICABLE, RuntimeRule } from '../rule';

/** Code of a repository that is another one tomorrow. */
export const rule: RuntimeRule = {
  severity: Severity.WARNING,
  why: 'whoever can write to the repository runs code in the cluster at the next start',
  pitfall: 11,
  topic: 'source',
  check({ plan }) {
    const { unpinnedReason } = plan.source;
    if (unpinnedReason === undefined) return NOT_APPLICABLE;
    const by = trustedBy(plan);
    return by === undefined ? [] : [{
      what: `${by} lets the server run code of the model's repository, and ${unpinnedReason}`,
      fix: 'name a version that cannot move and whose code you have read: the full hash of a commit as the revision of the source, or a digest of an image',
    }];
  },
};

/** The flag or variable that lets the server run code of the repository. */
function trustedBy(plan: RuntimePlan): string | undefined {
  const flag = parseFlags(serverArgs(plan)).find(group => (
    /^--trust[-_]remote[-_]code$/.test(group.flag) && isOn(group.words[0].includes('=') ? group.words[0].slice(group.flag.length + 1) : group.words[1])
  ))?.flag;
  const env: { [name: string]: string } = { ...plan.container.env, ...plan.binding.env, ...plan.settings.env };
  return flag ?? given(env).map(([name]) => name).find(name => name.endsWith('TRUST_REMOTE_CODE') && isOn(env[name]));
}

function isOn(value: string | undefined): boolean {
  return !/^(false|0|no|off)$/i.test(value ?? '');
}
