import { wholeSeconds } from '../../ground/durations';
import { isForCredential, invalid } from '../../ground/errors';
import { mustBe, pattern, text, whole } from '../../ground/fields';
import { DNS_LABEL, INT32, PORT } from '../../ground/kubernetes-fields';
import { ANY_HOST, MAX_SUBDOMAIN } from '../../ground/name-patterns';
import { given } from '../../ground/objects';
import { ColdStartAnswer, HttpAddOnProps, KedaOptions } from '../scaler-options';

/** An address of HTTP without credentials in it, to whose end KEDA adds `/api/v1/query?query=…`. */
const ADDRESS = text('an address that begins with http:// or https://, without credentials, "?" and "#"', address => {
  try {
    const { protocol, username, password } = new URL(address);
    return /^https?:$/.test(protocol) && username === '' && password === '' && !/[?#]/.test(address);
  } catch {
    return false;
  }
});

/** A host, as clients send it; the first label may be any. */
const HOST = pattern('a host name, "*", or one that begins with "*."', ANY_HOST, MAX_SUBDOMAIN);
const ADDRESS_AND_PORT = pattern('a host and a port', /^[a-z0-9]([-.a-z0-9]*[a-z0-9])?:\d{1,5}$/, 259);
const PATH = pattern('a path that begins with "/"', /^\/\S*$/, 1024);

/** The longest body that the CRD of the add-on takes. */
const LONGEST_BODY = 32768;

/** Returns the options unchanged, or throws on values that KEDA refuses. */
export function checkedKeda<Options extends KedaOptions>(options: Options): Options {
  const { serverAddress, authentication, pollingInterval, cooldownPeriod, fallback } = options;
  if (serverAddress !== undefined) {
    mustBe(ADDRESS, serverAddress, 'serverAddress of KEDA', 'give for example "http://prometheus.monitoring.svc:9090", and credentials as authentication');
  }
  if (authentication !== undefined && serverAddress === undefined) {
    throw invalid({
      what: 'authentication of KEDA',
      got: 'one without serverAddress',
      allowed: 'one together with serverAddress',
      fix: 'give the address of the Prometheus that it is for, or give it to Scaling.byTrigger',
    });
  }
  if (pollingInterval !== undefined) wholeSeconds('pollingInterval of KEDA', pollingInterval);
  if (cooldownPeriod !== undefined) wholeSeconds('cooldownPeriod of KEDA', cooldownPeriod);
  if (fallback !== undefined) {
    mustBe(whole(0, INT32), fallback.replicas, 'replicas of the fallback', 'give a number of Pods');
    mustBe(whole(1, INT32), fallback.failureThreshold, 'failureThreshold of the fallback', 'give a number of measurements');
  }
  return options;
}

/** Returns the options unchanged, or throws on values that the add-on refuses. */
export function checkedHttpAddOn(props: HttpAddOnProps): HttpAddOnProps {
  const { hosts, paths = [], namespace, interceptorService, interceptorPort, scalerAddress, readinessTimeout, responseTimeout, placeholder } = props;
  if (hosts.length === 0 || new Set(hosts).size < hosts.length) {
    throw invalid({
      what: 'hosts of the HTTP add-on',
      got: hosts.join(', '),
      allowed: 'one host or more, each once',
      fix: 'give the host names that clients call, or "*" where no other model is behind the add-on',
    });
  }
  for (const host of hosts) mustBe(HOST, host, 'host of the HTTP add-on', 'give the Host that clients send, without a port');
  for (const path of paths) mustBe(PATH, path, 'path of the HTTP add-on', 'give for example "/v1"');
  mustBe(DNS_LABEL, namespace, 'namespace of the HTTP add-on', 'give the namespace that it is installed in');
  mustBe(DNS_LABEL, interceptorService, 'interceptorService', 'give the name of the Service of the interceptor');
  mustBe(PORT, interceptorPort, 'interceptorPort', 'give the port of the Service of the interceptor');
  mustBe(ADDRESS_AND_PORT, scalerAddress, 'scalerAddress', 'give for example "keda-add-ons-http-external-scaler.keda:9090"');
  if (readinessTimeout !== undefined) wholeSeconds('readinessTimeout', readinessTimeout);
  if (responseTimeout !== undefined) wholeSeconds('responseTimeout', responseTimeout);
  if (placeholder !== undefined) checkAnswer(placeholder);
  return checkedKeda(props);
}

function checkAnswer({ statusCode, headers, body }: ColdStartAnswer): void {
  mustBe(whole(100, 599), statusCode, 'statusCode of the placeholder', 'give a status code of HTTP, mostly 503');
  mustBe(text(`at most ${LONGEST_BODY} characters`, value => value.length <= LONGEST_BODY), body, 'body of the placeholder', 'give a shorter one');
  for (const [name] of given(headers)) {
    if (!isForCredential(name)) continue;
    throw invalid({ what: 'headers of the placeholder', got: name, allowed: 'no credential', fix: 'leave it out: everybody gets this answer' });
  }
}
