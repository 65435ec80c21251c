import { Combination, combinations, conformanceManifests, exportedEngines, SAMPLED, sourceFactories } from './catalogue';
import { Container, envOf, KubernetesObject, Mount, Pod } from './render';
import { isPinned } from '../../src/facts/image-tags';

/** One combination, taken apart. */
interface Case extends Combination {
  readonly objects: KubernetesObject[];
  readonly deployment: KubernetesObject;
  readonly services: KubernetesObject[];
  readonly pod: Pod;
  readonly server: Container;
  /** What downloads: the Job that fills the cache where there is one, else containers before the server. */
  readonly downloads: Container[];
  readonly all: Container[];
}

const cases = combinations().map((one): Case => {
  const { objects } = one.render();
  const deployment = objects.find(object => object.kind === 'Deployment')!;
  const pod = deployment.spec.template!.spec;
  const [server] = pod.containers;
  const job = objects.find(object => object.kind === 'Job')?.spec.template!.spec;
  const downloads = (job ?? pod).initContainers ?? [];
  const all = [pod, ...(job ? [job] : [])].flatMap(({ initContainers = [], containers }) => [...initContainers, ...containers]);
  return { ...one, objects, deployment, services: objects.filter(object => object.kind === 'Service'), pod, server, downloads, all };
});

/** Names of the combinations for which something does not hold, each with what was found there. */
function offenders(find: (one: Case) => unknown[], of: Case[]): string[] {
  return of.flatMap(one => find(one).map(found => `${one.name}: ${JSON.stringify(found).slice(0, 200)}`));
}

const GIB: { [unit: string]: number } = { Ki: 1 / 1024 ** 2, Mi: 1 / 1024, Gi: 1, Ti: 1024 };
const gibibytes = (quantity: string) => Number(/^\d+/.exec(quantity)![0]) * GIB[/[A-Z]i$/.exec(quantity)![0]];
const isBelow = (path: string, mount: Mount) => path === mount.mountPath || path.startsWith(`${mount.mountPath}/`);
const mountOf = (container: Container, path: string) => (container.volumeMounts ?? [])
  .filter(mount => isBelow(path, mount))
  .sort((a, b) => b.mountPath.length - a.mountPath.length)[0] as Mount | undefined;
const isWritable = (container: Container, path: string) => mountOf(container, path)?.readOnly === undefined && mountOf(container, path) !== undefined;
const words = (container: Container) => [...container.command ?? [], ...container.args ?? [], ...Object.values(envOf(container))];

describe('the catalogue', () => {
  test('has a sample of every engine that the package exports', () => {
    expect(SAMPLED.engines).toEqual(exportedEngines());
  });

  test('has a sample of every source that can be served', () => {
    expect(SAMPLED.sources).toEqual(sourceFactories());
  });

  test('names every combination once, in at most 52 characters', () => {
    const names = conformanceManifests().map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    expect(names.filter(name => name.length > 52)).toEqual([]);
  });

  test('is sound: nothing is found in any combination but what its sample says', () => {
    const rules = (one: Case) => [...new Set(one.render().findings.map(({ rule }) => rule))].sort();
    const asExpected = (one: Case) => JSON.stringify(rules(one)) === JSON.stringify([...one.expected].sort());
    expect(offenders(one => (asExpected(one) ? [] : one.render().findings), cases)).toEqual([]);
  });
});

describe.each(SAMPLED.engines)('%s, with every source, cache and compute,', engineClass => {
  const mine = cases.filter(one => one.engineClass === engineClass);
  const none = (find: (one: Case) => unknown[]) => expect(offenders(find, mine)).toEqual([]);

  test('renders the same bytes twice', () => {
    none(one => (JSON.stringify(one.renderAnew().objects) === JSON.stringify(one.objects) ? [] : ['differs']));
  });

  test('has each port once, as the engine says it', () => {
    none(({ engine: { ports }, server }) => {
      const stated = { http: ports.http, ...(ports.grpc && { grpc: ports.grpc }), ...(ports.metrics && { metrics: ports.metrics }) };
      const rendered = Object.fromEntries(server.ports!.map(port => [port.name, port.containerPort]));
      return JSON.stringify(rendered) === JSON.stringify(stated) ? [] : [rendered];
    });
  });

  test('tells the server each of its ports', () => {
    none(({ engine: { ports }, server }) => Object.values(ports).filter(port => !words(server).some(word => new RegExp(`\\b${port}\\b`).test(word))));
  });

  test('leads every Service to a port of the server by its name', () => {
    none(({ services, server, engine }) => [
      ...services.flatMap(({ spec }) => spec.ports!)
        .filter(port => server.ports!.find(own => own.name === port.targetPort)?.containerPort !== port.port),
      ...(services.length === (engine.ports.grpc === undefined ? 1 : 2) ? [] : [services]),
    ]);
  });

  test('probes the HTTP port by its name, at the start also by a command, and never in less than five seconds', () => {
    none(({ server }) => [server.startupProbe!, server.readinessProbe!, server.livenessProbe!]
      .filter((probe, index) => ((probe.httpGet ?? probe.tcpSocket)?.port !== 'http' && !(index === 0 && probe.exec)) || probe.timeoutSeconds < 5));
  });

  test('gives the start at least ten minutes', () => {
    none(({ server: { startupProbe } }) => (startupProbe!.periodSeconds * startupProbe!.failureThreshold >= 600 ? [] : [startupProbe]));
  });

  test('ends after waiting, draining and ten seconds more', () => {
    none(({ pod, server, engine }) => {
      const least = server.lifecycle!.preStop.sleep.seconds + (engine._facts.drainsAfterSigterm ? engine._facts.drainTimeout.toSeconds() : 0) + 10;
      return pod.terminationGracePeriodSeconds >= least ? [] : [pod.terminationGracePeriodSeconds];
    });
  });

  test('asks for as many accelerators as it limits, and surges only without them', () => {
    none(({ compute, server, deployment }) => {
      const { requests, limits } = server.resources;
      const surge = deployment.spec.strategy!.rollingUpdate!.maxSurge;
      if (!compute.accelerator) return surge > 0 ? [] : [surge];
      const { resource } = compute.accelerator;
      const asked = [requests[resource], limits[resource]].every(count => count === String(compute.acceleratorCount));
      return asked && surge === 0 ? [] : [requests, limits, surge];
    });
  });

  test('reserves the disk that its volumes may take', () => {
    none(({ pod, server }) => {
      const needed = pod.volumes.filter(volume => volume.emptyDir && volume.emptyDir.medium !== 'Memory').reduce((sum, volume) => sum + gibibytes(volume.emptyDir!.sizeLimit!), 0);
      return gibibytes(server.resources.requests['ephemeral-storage']) > needed ? [] : [needed];
    });
  });

  test('bounds every empty volume, and has memory for those in memory', () => {
    none(({ pod, server }) => [
      ...pod.volumes.filter(volume => volume.emptyDir && volume.emptyDir.sizeLimit === undefined),
      ...pod.volumes.filter(volume => volume.emptyDir?.medium === 'Memory' && gibibytes(volume.emptyDir.sizeLimit!) * 2 > gibibytes(server.resources.limits.memory)),
    ]);
  });

  test('mounts volumes that exist, each path once, and leaves no volume unused', () => {
    none(({ pod, all }) => {
      const names = pod.volumes.map(volume => volume.name);
      const mounts = all.flatMap(container => container.volumeMounts ?? []);
      const paths = all.map(({ volumeMounts = [] }) => volumeMounts.map(mount => mount.mountPath));
      const twice = paths.flatMap(own => own.filter((path, index) => own.indexOf(path) !== index));
      return [...mounts.filter(mount => !names.includes(mount.name)), ...twice, ...names.filter(name => !mounts.some(mount => mount.name === name))];
    });
  });

  test('keeps every home and cache on a volume that it can write to', () => {
    none(({ all }) => all.flatMap(container => Object.entries(envOf(container))
      .filter(([name, value]) => /HOME$|CACHE|CONFIG_ROOT|TMPDIR|_DIR$/.test(name) && value.startsWith('/'))
      .filter(([, value]) => !isWritable(container, value))));
  });

  test('gives every container a writable /tmp', () => {
    none(({ all }) => all.filter(container => !isWritable(container, '/tmp')).map(container => container.name));
  });

  test('serves under the name that clients send: by an argument, a variable, or the name of a folder', () => {
    none(({ server, servedName, downloads, anyName }) => {
      if (anyName) return [];
      const folders = [server.readinessProbe?.httpGet?.path ?? '', ...server.volumeMounts!.map(mount => mount.mountPath), ...downloads.flatMap(init => init.args!)];
      return [...words(server), ...folders].some(word => word.split(/[/=]/).includes(servedName)) ? [] : [words(server)];
    });
  });

  test('lets the server read the model where it is told to look, and its files are written there', () => {
    none(({ downloads, server, sourceFactory, fetched, inImage }) => {
      if (fetched || inImage) return [];
      const path = words(server).map(word => word.replace(/^--[-_a-z]+=/, '')).find(word => word.startsWith('/mnt/models')) ?? '';
      const fromHub = sourceFactory === 'huggingFace' && path === '/mnt/models' && downloads.length === 0;
      const read = mountOf(server, path) ?? server.volumeMounts!.find(mount => mount.mountPath.startsWith(`${path}/`));
      const written = downloads.map(init => ({ init, target: init.args![init.args!.length - 1] }));
      const lost = written.filter(({ init, target }) =>
        !isWritable(init, target) || mountOf(init, target)?.name !== read?.name || !(target.startsWith(path) || path.startsWith(`${target}/`)));
      return [...(read ? [] : [path]), ...lost, ...(read?.readOnly || fromHub ? [] : [read])];
    });
  });

  test('runs as the user that the image is known to work with, with nothing that restricted Pods may not have', () => {
    none(({ pod: { securityContext: { runAsNonRoot, runAsUser } }, all, engine, compute }) => [
      ...(runAsUser === (engine._hardening(compute).runAsUser ?? 0) && runAsNonRoot === (runAsUser !== 0) ? [] : [runAsUser]),
      ...all.map(container => container.securityContext).filter(context => context.allowPrivilegeEscalation || context.capabilities.drop[0] !== 'ALL'),
    ]);
  });

  test('names a version of every image', () => {
    none(({ all, pod }) => {
      const images = [...all.map(container => container.image), ...pod.volumes.flatMap(volume => volume.image?.reference ?? [])];
      return images.filter(image => !isPinned(image));
    });
  });

  test('takes no variables from Services', () => {
    none(({ pod }) => (pod.enableServiceLinks === false ? [] : [pod.enableServiceLinks]));
  });

  test('asks for memory and CPU in every container', () => {
    none(({ all }) => all
      .filter(({ resources: { requests, limits } }) => !requests.cpu || !requests.memory || !limits.memory)
      .map(container => container.name));
  });
});
