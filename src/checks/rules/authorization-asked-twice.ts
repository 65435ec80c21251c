import { Severity } from '../../values/finding';
import { asksForKey } from '../given-key';
import { NOT_APPLICABLE, Rule } from '../rule';
import { ServerSubject } from '../traffic/server-subject';

/** A Gateway and a server that both want something of their own in the header Authorization. */
export const rule: Rule<ServerSubject> = {
  severity: Severity.WARNING,
  why: 'a request has one header Authorization: with the credential for the Gateway the server answers 401, and with the key of the server the Gateway does',
  check({ name, record: { authentication }, input, registerOnly, gateways }) {
    if (registerOnly || gateways.length === 0 || input === undefined || !authentication?.isEnabled) return NOT_APPLICABLE;
    const { jwt, apiKey } = authentication._way;
    const takesHeader = jwt !== undefined || apiKey?.header.toLowerCase() === 'authorization';
    if (!takesHeader || !input.engine.openAiCompatible || !asksForKey(input)) return [];
    return [{
      what: `authentication of the server ${name} asks for ${jwt ? 'a token' : 'a key'} in the header Authorization, in which `
        + `${input.engine._title} wants its own key`,
      fix: `leave the key of the engine out: the Gateway asks who calls${jwt ? '' : '; or give another header'}; or acknowledge this where the `
        + 'Gateway changes the header',
    }];
  },
};
