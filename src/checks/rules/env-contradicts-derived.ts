import { CA_VARIABLES, isProxyVariable, JAVA_OPTIONS } from '../../facts/outbound-variables';
import { adviceOf, counts, INSTEAD, OptionRow } from '../../flags/options/option-row';
import { isFreeVariable } from '../../flags/options/shared-options';
import { show } from '../../ground/errors';
import { given } from '../../ground/objects';
import { namesIn } from '../../render/environment';
import { contradicted } from '../../render/outbound';
import { RuntimePlan } from '../../render/runtime-plan';
import { Severity } from '../../values/finding';
import { SettingReader } from '../given-settings';
import { NOT_APPLICABLE, RuntimeRule, Said } from '../rule';
import { adviceFor, shown } from '../setting-words';

/** Variables of the user against those that are derived, and those that are read elsewhere. The value of one that comes from elsewhere is unknown. */
export const rule: RuntimeRule = {
  severity: Severity.ERROR,
  why: 'the value is stated once and read by ports, volumes or probes; a second one makes them disagree',
  pitfall: 14,
  topic: 'variables',
  check({ patched }) {
    const { env, secretEnv, envValues, downloads } = patched.settings;
    if (!env && !secretEnv && !envValues && !downloads) return NOT_APPLICABLE;
    const unknown = namesIn({ secretEnv, envValues }).map((name): [string, undefined] => [name, undefined]);
    return [...[...given(env), ...unknown].flatMap(([name, value]) => judged(patched, name, value)), ...ofDownloads(patched)];
  },
};

function judged(plan: RuntimePlan, name: string, value: string | undefined): Said[] {
  const row = SettingReader.of(plan.engine).rowOf(name);
  const derived = derivedVariable(plan, name, row);
  if (isFreeVariable(name) || (derived?.value !== undefined && saysAll(name, value, derived.value))) return [];
  if (row && (adviceOf(row) === undefined || !counts(row, plan.compute.accelerator !== undefined))) return [];
  if (derived === undefined && (!row?.isReadElsewhere || isInStep(plan, row, value))) return [];
  return [{
    what: `env has ${name}${derived === undefined ? '' : `, derived is ${derived.shown}`}`,
    fix: `remove it from env: ${sourceAdvice(plan, name) ?? adviceFor(plan, row, 'env')}`,
  }];
}

/** Whether a value is the derived one; options of Java may stand beside it. */
function saysAll(name: string, value: string | undefined, derived: string): boolean {
  return value === derived || (name === JAVA_OPTIONS && derived.split(' ').every(option => value?.split(/\s+/).includes(option)));
}

/** Variables of downloads that a container derives from its source, the proxy or the certificates. */
function ofDownloads({ binding, fill, settings: { downloads = {} } }: RuntimePlan): Said[] {
  const { initContainers = [] } = fill?.binding ?? binding;
  return initContainers.flatMap(container => contradicted(container, downloads).map(name => ({
    what: `downloads.env has ${name}, which the container ${container.name} `
      + `derives${container.env?.[name] === undefined ? '' : ` as ${show(container.env[name], name)}`}`,
    fix: `remove it from downloads: ${outboundAdvice(name) ?? 'it comes from the source, and can be changed there'}`,
  })));
}

/** The advice in place of a variable that follows from a setting of everything that calls out. */
function outboundAdvice(name: string): string | undefined {
  if (isProxyVariable(name)) return 'set it in proxy of the model or its profile';
  if (name === JAVA_OPTIONS) {
    return 'proxy and trustedCa say theirs here; give the others in JDK_JAVA_OPTIONS, which the launcher of Java reads beside it, or both together here';
  }
  return CA_VARIABLES.includes(name) ? 'set it in trustedCa of the model or its profile' : undefined;
}

/** The derived value, and the words for it; of a Secret nobody knows the value. */
interface Derived {
  readonly value?: string;
  readonly shown: string;
}

/** The value that is derived for a variable, or for the flag that says the same. */
function derivedVariable({ engine, container, binding }: RuntimePlan, name: string, row: OptionRow | undefined): Derived | undefined {
  const literals: { [name: string]: string | undefined } = { ...container.env, ...binding.env };
  if (Object.hasOwn({ ...container.secretEnv, ...binding.secretEnv }, name)) return { shown: 'a Secret' };
  if (Object.hasOwn(literals, name)) return { value: literals[name], shown: show(literals[name]) };
  const flag = row && SettingReader.of(engine).args(container.args ?? []).find(setting => setting.row === row);
  return flag && { value: flag.values.join(' '), shown: shown(flag) };
}

/** Whether a variable that is not derived says what is stated elsewhere (a timeout as long as the start-up budget, the port), or changes nothing. */
function isInStep({ timing, engine }: RuntimePlan, { instead, property, mayBe }: OptionRow, value: string = ''): boolean {
  if (instead === INSTEAD.startup) return value === String(timing.startup);
  return mayBe?.test(value) ?? (property === 'port' && value.replace(/^http:\/\/0\.0\.0\.0:/, '') === String(engine.ports.http));
}

/** The advice in place of a variable that the source brings. */
function sourceAdvice({ binding }: RuntimePlan, name: string): string | undefined {
  if (!Object.hasOwn({ ...binding.env, ...binding.secretEnv }, name)) return undefined;
  return { HF_TOKEN: INSTEAD.token, HF_ENDPOINT: INSTEAD.endpoint }[name]
    ?? outboundAdvice(name)
    ?? 'bind() of the source returns it, and can be changed there';
}
