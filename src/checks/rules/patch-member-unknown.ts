import { show } from '../../ground/errors';
import { JsonObject } from '../../ground/objects';
import { nearest } from '../../ground/spelling';
import { Severity } from '../../values/finding';
import { unknownMembers } from '../custom-members';
import { Rule } from '../rule';

/** A member that a patch gives to a custom resource of others, and that its CRD does not have. A newer CRD may have it. */
export const rule: Rule<{ readonly kind: string; readonly manifest: JsonObject }> = {
  severity: Severity.WARNING,
  why: 'kubectl refuses a member that the CRD of the cluster does not have, and others let the API server drop it',
  check({ kind, manifest }) {
    return unknownMembers(kind, manifest).map(({ path, name, known }) => {
      const near = nearest(name, known);
      return {
        what: `a patch of the ${kind} gives ${path}.${name}, which the CRD that the library knows does not have`,
        fix: `${near === undefined ? 'remove it from the patch' : `write ${show(near)}`}, or acknowledge the finding where the CRD of the cluster has it`,
      };
    });
  },
};
