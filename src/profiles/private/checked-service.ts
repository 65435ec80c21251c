import { checkedDuration } from '../../ground/durations';
import { Field, mustBe, oneOf } from '../../ground/fields';
import { DATA_KEY, DNS_LABEL, DNS_SUBDOMAIN, PORT, PORT_NAME, QUALIFIED_NAME } from '../../ground/kubernetes-fields';
import { Json } from '../../ground/objects';
import { ContainerPort } from '../../values/container-port';
import { ServiceOptions, ServiceType } from '../service-options';
import { TlsOptions } from '../tls-options';

/** What Kubernetes takes in the fields of a port. */
const PORT_FIELDS: { readonly [member: string]: Field } = {
  port: PORT,
  nodePort: PORT,
  healthCheckNodePort: PORT,
  appProtocol: QUALIFIED_NAME,
  containerPort: PORT_NAME,
  portName: DNS_LABEL,
  name: DNS_LABEL,
  loadBalancerClass: QUALIFIED_NAME,
};

const PROTOCOL = oneOf('TCP', 'UDP', 'SCTP');

const FIX = 'correct it, or leave it out for the default';

/** Throws on settings of a Service that are wrong in themselves. */
export function checkService(service: ServiceOptions): void {
  checkFields('service', service);
  service.ports?.forEach((port, index) => checkFields(`service.ports[${index}]`, port));
  if (service.sessionAffinity) checkedDuration('service.sessionAffinity', service.sessionAffinity);
  const others = Object.entries(service).filter(([member, value]) => member !== 'type' && value !== undefined).map(([member]) => member);
  if (service.type === ServiceType.NONE && others.length > 0) {
    throw new Error(
      `service has the type NONE, which makes no Service, and ${others.join(', ')}; remove ${others.length === 1 ? 'it' : 'them'}, or name another type`,
    );
  }
}

/** Throws on ports of the container that are wrong in themselves. */
export function checkContainerPort({ name, number, protocol }: ContainerPort, where: string): void {
  mustBe(PORT_NAME, name, `name of ${where}`, 'use for example "profiler"');
  mustBe(PORT, number, `number of ${where}`, 'give the number on which the server listens');
  mustBe(PROTOCOL, protocol, `protocol of ${where}`, FIX);
}

/** Throws on a certificate that no Secret can have. */
export function checkTls({ secretName, certificateKey, privateKeyKey }: TlsOptions): void {
  mustBe(DNS_SUBDOMAIN, secretName, 'secretName of tls', 'give the name of a Secret, as "kubectl get secrets" shows it');
  mustBe(DATA_KEY, certificateKey, 'certificateKey of tls', FIX);
  mustBe(DATA_KEY, privateKeyKey, 'privateKeyKey of tls', FIX);
  if (certificateKey !== undefined && certificateKey === (privateKeyKey ?? 'tls.key')) {
    throw new Error(
      'certificateKey and privateKeyKey of tls are the same key of the Secret; name the one with the certificate, and the one with its private key',
    );
  }
}

function checkFields(where: string, struct: object): void {
  for (const [member, value] of Object.entries(struct)) {
    if (Object.hasOwn(PORT_FIELDS, member)) mustBe(PORT_FIELDS[member], value as Json, `${member} of ${where}`, FIX);
  }
}
