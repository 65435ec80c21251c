import { at, itemsAt, Json } from '../../ground/objects';
import { referencesIn } from '../../ground/references';
import { cacheJobSpec } from '../../render/cache-job';
import { SERVER } from '../../render/pod-template';
import { Severity } from '../../values/finding';
import { NOT_APPLICABLE, RuntimeRule, Said } from '../rule';
import { RuntimeSubject } from '../runtime-subject';

/** References to variables that nothing defines, in every container of the Pod as it is printed. */
export const rule: RuntimeRule = {
  severity: Severity.WARNING,
  why: 'Kubernetes leaves a reference to nothing as it is, and the container gets the name in place of a value',
  topic: 'references',
  check(subject) {
    if (!mayRefer(subject)) return NOT_APPLICABLE;
    const templates = [subject.template, subject.plan.fill && at(cacheJobSpec(subject.plan), 'template')];
    return templates.flatMap(template => [...itemsAt(template, 'spec', 'containers'), ...itemsAt(template, 'spec', 'initContainers')]).flatMap(judged);
  },
};

/** Shells, whose own `$(command)` looks like a reference to a variable. */
const SHELL = /(^|\/)(ba|da|z|k)?sh$/;

/** Variables that the kubelet puts into every container. */
const ALWAYS = /^KUBERNETES_(SERVICE_HOST|SERVICE_PORT(_\w+)?|PORT(_\w+)?)$/;

/** Rendering for nothing would cost: nearly no Pod has a reference. */
function mayRefer({ plan: { container, binding, settings }, others }: RuntimeSubject): boolean {
  if ((settings.pod?.patches ?? []).length > 0) return true;
  const parts = [container, binding, settings, ...others] as {
    readonly command?: string[]; readonly args?: string[]; readonly env?: { [name: string]: string };
  }[];
  const mounts = [...settings.pod?.mounts ?? [], ...others.flatMap(one => one.mounts ?? [])];
  if (mounts.some(({ subPathExpr }) => subPathExpr !== undefined)) return true;
  return parts.some(({ command = [], args = [], env = {} }) => [...command, ...args, ...Object.values(env)].some(text => String(text).includes('$(')));
}

function judged(container: Json): Said[] {
  const name = String(at(container, 'name'));
  const where = name === SERVER ? 'the server' : `the container ${name}`;
  const variables = itemsAt(container, 'env').map(variable => ({ name: String(at(variable, 'name')), value: at(variable, 'value') }));
  const defined = new Set(variables.map(variable => variable.name));
  const open = itemsAt(container, 'envFrom').length > 0;
  const words = wordsOf(container);
  const missing = (text: string, known: ReadonlySet<string>) => (
    open ? [] : referencesIn(text).filter(reference => !known.has(reference) && !ALWAYS.test(reference))
  );
  const before = new Set<string>();
  const inEnv = variables.flatMap(variable => {
    const found = typeof variable.value === 'string' ? missing(variable.value, before) : [];
    before.add(variable.name);
    return found.map(reference => undefinedIn(`env ${variable.name} of ${where}`, reference, defined.has(reference)));
  });
  const inMounts = itemsAt(container, 'volumeMounts').flatMap(mount => missing(String(at(mount, 'subPathExpr') ?? ''), defined))
    .map(reference => undefinedIn(`subPathExpr of a mount of ${where}`, reference, false));
  return [...inEnv, ...inMounts, ...words.flatMap(word => missing(word, defined)).map(reference => undefinedIn(`an argument of ${where}`, reference, false))];
}

/** Words of the command line that are no script of a shell. */
function wordsOf(container: Json): string[] {
  const words = [...itemsAt(container, 'command'), ...itemsAt(container, 'args')].map(String);
  const script = words.findIndex((word, index) => index > 0 && /^-[a-z]*c$/.test(word) && words.slice(0, index).some(one => SHELL.test(one)));
  return words.filter((_, index) => script < 0 || index !== script + 1);
}

function undefinedIn(where: string, reference: string, isLater: boolean): Said {
  return {
    what: `${where} refers to $(${reference}), which ${isLater ? 'is defined after it' : 'no variable of the container defines'}`,
    fix: isLater
      ? `put ${reference} in front of it in env, or into secretEnv`
      : `define ${reference} in env or secretEnv, or write $$(${reference}) when the text itself is meant`,
  };
}
