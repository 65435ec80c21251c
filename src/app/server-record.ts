import { frontOf, ServedTarget } from './served-target';
import { durationText } from '../ground/durations';
import { invalid } from '../ground/errors';
import { mustBe, whole } from '../ground/fields';
import { COUNT, INT32, PORT } from '../ground/kubernetes-fields';
import { ModelServerProps } from '../profiles/model-server-props';
import { ServiceType } from '../profiles/service-options';
import { ServerRecord } from '../render/traffic/records';

/** The types of a Service that a ModelServer can record. */
const TYPES: readonly (ServiceType | undefined)[] = [undefined, ServiceType.CLUSTER_IP, ServiceType.NODE_PORT, ServiceType.LOAD_BALANCER];

/** What a ModelServer records: what its user says, and where they do not, what is known of the model. Throws on values that cannot be. */
export function serverRecord(props: ModelServerProps, target: ServedTarget): ServerRecord {
  const { routing = {}, rateLimit, authentication, tls } = props;
  mustBe(COUNT, routing.retries, 'retries', 'give how often a request is sent again');
  for (const member of ['requestsPerSecond', 'burstSize'] as const) {
    mustBe(
      whole(1, INT32),
      rateLimit?.[member],
      `${member} of the rateLimit`,
      'give a whole number of requests; for fewer than one in a second, count them in a policy of your gateway',
    );
  }
  const input = target.input?.();
  const own = input?.settings.tls;
  return {
    infer: target.infer,
    service: serviceRecord(props, target),
    routing: {
      path: routing.path ?? ((input?.engine ?? target.engine)?.apiPath || '/'),
      timeout: routing.timeout && durationText('timeout', routing.timeout),
      retries: routing.retries,
    },
    rateLimit,
    authentication,
    tls: tls ? { ...tls, secretName: tls.secretName ?? own?.secretName } : own && { secretName: own.secretName },
  };
}

function serviceRecord({ service = {} }: ModelServerProps, target: ServedTarget): ServerRecord['service'] {
  const { type, port = frontOf(target).port, targetPort, annotations, sessionAffinity } = service;
  if (!TYPES.includes(type)) {
    const allowed = 'ServiceType.CLUSTER_IP, NODE_PORT or LOAD_BALANCER';
    throw invalid({ what: 'type of the Service', got: type, allowed, fix: 'use service of the model for the others' });
  }
  if (port === undefined) {
    const allowed = 'a port, because nothing is known of the target';
    throw invalid({ what: 'port of the Service', got: port, allowed, fix: 'give service: { port: 8080 }' });
  }
  mustBe(PORT, port, 'port of the Service', 'use for example 8080');
  mustBe(PORT, targetPort, 'targetPort of the Service', 'give the number of a port of the Pods');
  return { type, port, targetPort, annotations, sessionAffinity };
}
