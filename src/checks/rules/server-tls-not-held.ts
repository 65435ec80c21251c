import { show } from '../../ground/errors';
import { isOn } from '../../render/switch-record';
import { Severity } from '../../values/finding';
import { NOT_APPLICABLE, Rule } from '../rule';
import { ServerSubject } from '../traffic/server-subject';

/** A certificate of a server that neither the model nor a listener is known to have. */
export const rule: Rule<ServerSubject> = {
  severity: Severity.ERROR,
  why: 'a Service encrypts nothing: clients that call with https find a server that speaks http',
  check({ name, record: { tls }, input, gateways, registerOnly }) {
    if (registerOnly || !isOn(tls)) return NOT_APPLICABLE;
    const own = input?.settings.tls?.secretName;
    const isAtListener = gateways.some(({ parents }) => parents.every(({ section, kind }) => section !== undefined && kind !== 'Service'));
    if (isAtListener || (own !== undefined && own === tls.secretName)) return [];
    const has = own === undefined ? 'the model speaks none' : `the model has that of ${show(own)}`;
    const wanted = tls.secretName === undefined ? 'tls without a secretName' : `the certificate of the Secret ${show(tls.secretName)}`;
    return [{
      what: `${wanted} of the server ${name} is held by nothing: ${has}, and no listener of a Gateway is named`,
      fix: 'give tls with that Secret to the model; or name the listener that has it: GatewayRef.gateway("inference", { section: "https" }); or '
        + 'give registerOnly: true',
    }];
  },
};
