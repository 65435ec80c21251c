import { show } from '../../ground/errors';
import { at } from '../../ground/objects';
import { confinement } from '../../render/confinement';
import { otherContainers } from '../../render/containers';
import { ConfinementOptions } from '../../values/confinement-options';
import { Severity } from '../../values/finding';
import { NOT_APPLICABLE, RuntimeRule } from '../rule';

/** Profiles of the node that are named as the annotations of before Kubernetes 1.19 and 1.30 named them. */
export const rule: RuntimeRule = {
  severity: Severity.WARNING,
  why: 'the node looks for a profile of that very name, and starts no container where it has none',
  topic: 'security',
  check({ plan }) {
    const { security = {} } = plan.settings;
    const all: { readonly where: string; readonly options?: ConfinementOptions }[] = [
      { where: 'security', options: security },
      { where: 'security.server', options: security.server },
      ...otherContainers(plan).map(({ name, security: options }) => ({ where: `security of ${name}`, options })),
    ];
    const named = all.flatMap(({ where, options }) => (options ? MEMBERS.map(member => ({
      where,
      member,
      name: at(confinement(options), member, 'localhostProfile'),
    })) : []));
    const given = named.filter(({ name }) => name !== undefined);
    if (given.length === 0) return NOT_APPLICABLE;
    return given.filter(({ name }) => FORMER.test(String(name))).map(({ where, member, name }) => ({
      what: `${member} of ${where} is localhost(${show(name)}), which is how annotations named a profile`,
      fix: 'leave "localhost/" out; use RUNTIME_DEFAULT or UNCONFINED in place of their former names; acknowledge this where the node has a profile '
        + 'of that name',
    }));
  },
};

const MEMBERS = ['seccompProfile', 'appArmorProfile'];

/** What those annotations had. https://kubernetes.io/docs/tutorials/security/apparmor/ https://kubernetes.io/docs/tutorials/security/seccomp/ */
const FORMER = /^(localhost\/|(runtime|docker)\/default$|unconfined$)/;
