import { INSTEAD } from '../../flags/options/option-row';
import { IpFamily, IpFamilyPolicy } from '../../profiles/service-options';
import { serverArgs } from '../../render/pod-template';
import { RuntimePlan } from '../../render/runtime-plan';
import { Severity } from '../../values/finding';
import { NOT_APPLICABLE, RuntimeRule } from '../rule';

/** Addresses of IPv6 that the Service is asked for, against the address that the server listens on. */
export const rule: RuntimeRule = {
  severity: Severity.WARNING,
  why: 'nothing listens behind the IPv6 address of the Service; on a cluster with IPv6 alone the probes fail too',
  topic: 'network',
  check({ patched }) {
    const asked = askedFor(patched);
    if (asked === undefined || patched.engine._facts.listensOnIpv6) return NOT_APPLICABLE;
    const words = [...serverArgs(patched), ...Object.values({ ...patched.container.env, ...patched.settings.env })];
    if (!words.some(word => ALL_OF_IPV4.test(word))) return [];
    const flags = patched.engine._options.filter(({ instead }) => instead === INSTEAD.listens).flatMap(row => row.flags.slice(0, 1));
    return [{
      what: `${asked}, and the server listens on 0.0.0.0, which is all addresses of IPv4`,
      fix: flags.length === 0
        ? `leave IPv6 out: ${patched.engine.name} is told to listen on IPv4 by the library`
        : `give ${flags.map(flag => `"${flag}", "::"`).join(', ')} in args, where the server can listen so, or leave IPv6 out`,
    }];
  },
};

const ALL_OF_IPV4 = /(^|[^\d.])0\.0\.0\.0($|[^\d./])/;

function askedFor({ settings: { service } }: RuntimePlan): string | undefined {
  if (service?.ipFamilies?.includes(IpFamily.IPV6)) return `service.ipFamilies is ${service.ipFamilies.join(', ')}`;
  return service?.ipFamilyPolicy === IpFamilyPolicy.REQUIRE_DUAL_STACK ? 'service.ipFamilyPolicy is RequireDualStack' : undefined;
}
