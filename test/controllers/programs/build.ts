import { ensureEnvoy } from './envoy';
import { ENVOY_GATEWAY, HTTP_ADD_ON, ISTIO, KEDA, LLM_D_ROUTER, PROMETHEUS, PROMETHEUS_ADAPTER, PROMETHEUS_OPERATOR } from './programs';
import { moduleFolder } from '../../../scripts/lib/go-module';
import { buildAll } from '../../cluster/binaries/build';
import { CannotBuildError, ensureGoPrograms, GoProgram } from '../../cluster/binaries/go-build';
import { hasProgram } from '../../cluster/binaries/has-program';
import { ModuleCrds } from '../../cluster/harness/module-crds';
import { POOL_CRDS } from '../harness/endpoint-picker';
import { GATEWAY_CRDS } from '../harness/envoy-gateway';
import { HTTP_ADD_ON_CRDS } from '../harness/http-add-on';
import { ISTIO_CRDS } from '../harness/istio';
import { KEDA_CRDS } from '../harness/keda';
import { MONITORING_CRDS } from '../harness/own-cluster';
import { OPERATOR_CRDS } from '../harness/prometheus-operator';

/** What a suite needs besides Kubernetes. */
interface Needs {
  readonly programs?: readonly GoProgram[];
  readonly crds?: readonly ModuleCrds[];
  /** Whether Pods of Envoy are run, in containers. */
  readonly envoy?: boolean;
}

/** By the name of the suite: `<name>.controllers.ts`. */
export const NEEDED: Readonly<Record<string, Needs>> = {
  'network': {},
  'monitoring': { programs: [PROMETHEUS, PROMETHEUS_OPERATOR], crds: OPERATOR_CRDS },
  'hpa': { programs: [PROMETHEUS, PROMETHEUS_ADAPTER] },
  'disruption': { programs: [PROMETHEUS, PROMETHEUS_ADAPTER] },
  'keda': { programs: [PROMETHEUS, KEDA], crds: KEDA_CRDS },
  'http-add-on': { programs: [KEDA, HTTP_ADD_ON], crds: [...KEDA_CRDS, ...HTTP_ADD_ON_CRDS] },
  'pool': { programs: [LLM_D_ROUTER, ISTIO], crds: [...POOL_CRDS, ...ISTIO_CRDS], envoy: true },
  'gateway': { programs: [ENVOY_GATEWAY], crds: GATEWAY_CRDS, envoy: true },
};

/** Has what the suites that were asked for need, and says what it builds: jest then runs without any network. */
export async function buildPrograms(asked: readonly string[]): Promise<void> {
  const names = Object.keys(NEEDED).filter((name) => asked.every((arg) => arg.startsWith('-')) || asked.some((arg) => arg.includes(name) || name.includes(arg)));
  const needs = names.map((name) => NEEDED[name]!);
  requireTool('openssl', 'version', 'for the certificates that API servers know each other by');
  if (needs.some(({ envoy }) => envoy)) requireTool('bwrap', '--version', 'for the volumes of Envoy\'s Pods (Debian and Ubuntu: apt-get install bubblewrap)');
  await buildAll();
  for (const crds of [...MONITORING_CRDS, ...needs.flatMap(({ crds: own = [] }) => own)]) moduleFolder(crds);
  for (const program of new Set(needs.flatMap(({ programs = [] }) => programs))) await ensureGoPrograms(program, Object.keys(program.packages));
  if (needs.some(({ envoy }) => envoy)) await ensureEnvoy();
}

function requireTool(name: string, question: string, why: string): void {
  if (!hasProgram(name, question)) throw new CannotBuildError(`these suites need ${name} on the PATH: ${why}`);
}
