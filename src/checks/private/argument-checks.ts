import { flagsOf } from './flag-checks';
import { Remark } from './ledger';
import { canonicalFlag, parseFlags } from '../../private/flags';
import { given } from '../../private/objects';
import { RuntimePlan } from '../../private/runtime-plan';

/** Arguments of the user against those that are derived. */
export function checkArgs(plan: RuntimePlan): Remark[] {
  const { engine, container, settings } = plan;
  if (!settings.args) return [];
  const known = flagsOf(engine);
  const canonical = (flag: string) => canonicalFlag(known?.full(flag) ?? flag, engine.flagAliases);
  const derived = new Map(parseFlags(container.args ?? []).map(group => [canonical(group.flag), group.words.join(' ')]));
  const reserved = engine.reservedFlags;
  const seen = new Set<string>();
  return parseFlags(settings.args).flatMap(({ flag, words }): Remark[] => {
    const name = canonical(flag);
    const twice = seen.has(name);
    seen.add(name);
    if (flag === '') return [];
    if (/\s/.test(flag)) return [withSpace(words[0])];
    if (Object.hasOwn(reserved, name) || derived.has(name)) return [contradiction(words, derived.get(name), reserved[name])];
    if (twice && !engine.repeatableFlags.includes(name)) return [{ rule: 'arg-given-twice', what: `args has ${name} twice`, fix: 'keep one of them' }];
    return [];
  });
}

function withSpace(word: string): Remark {
  const parts = word.trim().split(/\s+/).map(part => JSON.stringify(part)).join(', ');
  return { rule: 'arg-with-space', what: `args has the word ${JSON.stringify(word)}`, fix: `give each word by itself: ${parts}` };
}

function contradiction(words: string[], derived: string | undefined, owner: string | undefined): Remark {
  return {
    rule: 'arg-contradicts-derived',
    what: `args has ${JSON.stringify(words.join(' '))}${derived === undefined ? '' : `, derived is ${JSON.stringify(derived)}`}`,
    fix: `remove it from args and ${owner === undefined ? 'say it where the derived value comes from' : `use ${owner}`}`,
  };
}

/** Variables of the user against those that are derived, and against each other. */
export function checkEnv(plan: RuntimePlan): Remark[] {
  const { container, binding, settings } = plan;
  if (!settings.env && !settings.secretEnv) return [];
  const derived: { [name: string]: unknown } = { ...container.env, ...binding.env, ...container.secretEnv, ...binding.secretEnv };
  const literals = given(settings.env).map(([name]) => name);
  const secrets = new Set(given(settings.secretEnv).map(([name]) => name));
  return [
    ...[...literals, ...secrets].filter(name => Object.hasOwn(derived, name)).map((name): Remark => ({
      rule: 'env-contradicts-derived',
      what: `env has ${name}, derived is ${typeof derived[name] === 'string' ? JSON.stringify(derived[name]) : 'a Secret'}`,
      fix: 'remove it, and say it where the derived value comes from: the engine, the source or the timing',
    })),
    ...literals.filter(name => secrets.has(name)).map((name): Remark => ({
      rule: 'env-given-twice',
      what: `${name} is in env and in secretEnv`,
      fix: 'keep the one in secretEnv when it is a credential',
    })),
  ];
}
