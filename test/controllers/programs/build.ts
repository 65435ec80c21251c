import { ENVOY_GATEWAY, HTTP_ADD_ON, KEDA, PROMETHEUS, PROMETHEUS_ADAPTER } from './programs';
import { buildAll } from '../../cluster/binaries/build';
import { ensureGoPrograms, GoProgram } from '../../cluster/binaries/go-build';

/** What each suite needs besides Kubernetes. */
const NEEDED: Readonly<Record<string, readonly GoProgram[]>> = {
  'network': [],
  'hpa': [PROMETHEUS, PROMETHEUS_ADAPTER],
  'keda': [PROMETHEUS, KEDA],
  'http-add-on': [KEDA, HTTP_ADD_ON],
  'gateway': [ENVOY_GATEWAY],
};

/** Builds what the suites that were asked for need and is not in the cache yet, and says so: jest then runs without any network. */
export async function buildPrograms(suites: readonly string[]): Promise<void> {
  await buildAll();
  const asked = Object.keys(NEEDED).filter((name) => suites.length === 0 || suites.some((suite) => name.includes(suite) || suite.includes(name)));
  for (const program of new Set(asked.flatMap((name) => NEEDED[name]!))) await ensureGoPrograms(program, Object.keys(program.packages));
}
