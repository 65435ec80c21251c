import { Container, EnvVar, Surroundings } from './template';
import { InstalledImage } from '../images';

/** What every container of every Pod finds, whatever `enableServiceLinks` says: the API server. */
const KUBERNETES = { KUBERNETES_SERVICE_HOST: '10.96.0.1', KUBERNETES_SERVICE_PORT: '443', KUBERNETES_PORT: 'tcp://10.96.0.1:443' };

/** The variables of a container: those of its image, of the container runtime, and those rendered. */
export function environmentOf(image: Pick<InstalledImage, 'env'>, hostname: string, rendered: Readonly<Record<string, string>>): Record<string, string> {
  // A user without a passwd entry gets the root as its home.
  return { HOME: '/', HOSTNAME: hostname, ...image.env, ...KUBERNETES, ...rendered };
}

/** Those that are rendered: later ones may refer to earlier ones, and command and arguments to all. */
export function renderedVariables(container: Container, { secrets = {} }: Surroundings): Record<string, string> {
  const rendered: Record<string, string> = {};
  for (const variable of container.env ?? []) rendered[variable.name] = valueOf(variable, secrets, rendered);
  return rendered;
}

function valueOf({ name, value, valueFrom }: EnvVar, secrets: NonNullable<Surroundings['secrets']>, known: Record<string, string>): string {
  if (valueFrom === undefined) return expanded(value ?? '', known);
  const { name: secret, key } = valueFrom.secretKeyRef;
  const found = secrets[secret]?.[key];
  if (found === undefined) throw new Error(`CreateContainerConfigError: ${name} wants the key ${key} of the Secret ${secret}, which the Pod was not given`);
  return found;
}

/** Replaces `$(NAME)` as Kubernetes does: `$$` is a dollar, and what is not known stays as it is. */
export function expanded(text: string, variables: Readonly<Record<string, string>>): string {
  return text.replace(/\$(\$|\(([^()]*)\))/g, (whole, what: string, name: string) => (what === '$' ? '$' : variables[name] ?? whole));
}
