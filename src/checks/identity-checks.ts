import { Remark } from './remark';
import { ServingEngine } from '../engines/serving-engine';
import { enginesFor } from '../facts/choices';
import { isPinned, otherVersionInTag } from '../facts/image-tags';
import { RuntimePlan } from '../render/runtime-plan';
import { Framework } from '../values/framework';

/** The framework against the documentation, and against the engine: a name that one of them knows is no typing error. */
export function checkFrameworkName(framework: Framework, engine?: ServingEngine): Remark[] {
  if (framework.documented || engine?.frameworks.some(known => known.name === framework.name)) return [];
  return [{ rule: 'framework-unknown', what: `the framework is ${JSON.stringify(framework.name)}`, fix: 'use a static member of Framework, or acknowledge the finding' }];
}

/** The framework against the engine. */
export function checkFramework({ engine, framework }: Pick<RuntimePlan, 'engine' | 'framework'>): Remark[] {
  if (!framework || engine.frameworks.length === 0 || engine.frameworks.some(known => known.name === framework.name)) return [];
  return [{
    rule: 'framework-engine-mismatch',
    what: `the framework is ${JSON.stringify(framework.name)}, and ${engine.name} serves ${engine.frameworks.map(known => known.name).join(', ')}`,
    fix: `use ${enginesFor(framework.name) ?? 'ContainerEngine with an image that serves it'}`,
  }];
}

/** Whether the makers of the server still look after it. */
export function checkMaintenance({ engine }: RuntimePlan): Remark[] {
  const { maintenance } = engine._facts;
  if (!maintenance) return [];
  return [{
    rule: 'engine-unmaintained',
    what: `${engine.name}: ${maintenance.notice} (${maintenance.source})`,
    fix: `move to ${maintenance.successor}, or acknowledge the finding`,
  }];
}

/** Every image of the Pod. That of a source is judged with its revision. */
export function checkImages(plan: RuntimePlan): Remark[] {
  const others = [...plan.binding.initContainers ?? [], ...plan.settings.pod?.sidecars ?? []];
  return [
    ...checkImage('the server', plan.image),
    ...others.flatMap(container => checkImage(container.name, container.image)),
    ...(plan.settings.pod?.volumes ?? []).flatMap(({ name, _image }) => (_image === undefined ? [] : checkImage(`the volume ${name}`, _image))),
    ...checkVersionOfImage(plan),
  ];
}

/** The version that the engine is told against the one that the tag of its image names. */
function checkVersionOfImage({ engine, image }: RuntimePlan): Remark[] {
  const { name, version } = engine;
  const other = version === undefined ? undefined : otherVersionInTag(image, version);
  if (other === undefined) return [];
  return [{
    rule: 'engine-version-differs',
    what: `version of ${name} is ${version}, and the tag of its image ${JSON.stringify(image)} says ${other}`,
    fix: 'give the version that is inside of the image, or leave version out; acknowledge the finding when the image has numbers of its own',
  }];
}

/** Whether an image names a version. */
export function checkImage(where: string, image: string): Remark[] {
  if (isPinned(image)) return [];
  return [{ rule: 'image-not-pinned', what: `the image of ${where} is ${JSON.stringify(image)}`, fix: 'give a tag of a full version (v0.32.0), or better a digest (@sha256:…)' }];
}

/** Whether the source names one revision, and the Service a name that no server reads. */
export function checkRevision(plan: RuntimePlan): Remark[] {
  const { source, engine, name } = plan;
  const prefix = engine._facts.envPrefix?.toLowerCase().replace(/_/g, '-');
  return [
    ...(source.unpinnedReason === undefined ? [] : [{ rule: 'revision-not-pinned' as const, what: source.unpinnedReason, fix: 'name one revision that cannot move: the full hash of a commit, or a digest' }]),
    ...(prefix !== undefined && (name === prefix || name.startsWith(`${prefix}-`)) ? [{
      rule: 'name-taken-by-engine' as const,
      what: `the Service is called ${JSON.stringify(name)} and Kubernetes derives ${engine._facts.envPrefix}_… variables from it`,
      fix: 'name it after the model',
    }] : []),
  ];
}
