import { ensureGoPrograms, GoProgram, missingOf } from './go-build';

/** The Prometheus whose tools judge rules: v0.316.0 of its module is 3.16.0. */
const MODULE = 'github.com/prometheus/prometheus';

const PROMTOOL: GoProgram = { name: 'prometheus', module: MODULE, version: '0.316.0', packages: { promtool: `${MODULE}/cmd/promtool` } };

/** Path of promtool, built first if it is not in the cache. */
export async function promtoolProgram(): Promise<string> {
  return (await ensureGoPrograms(PROMTOOL, ['promtool'])).promtool!;
}

/** Whether it has been built. */
export function hasPromtool(): boolean {
  return missingOf(PROMTOOL, ['promtool']).length === 0;
}
