import { EngineContext } from '../serving-engine';

/**
 * Environment that moves everything that Python model servers write by default under `~` to the scratch volume, and switches
 * telemetry off. most defaults hang on `HOME`; `USER` keeps `getpass.getuser()` from failing for a user without a passwd entry.
 */
export function pythonCaches(scratchPath: string, user: string): { [name: string]: string } {
  return {
    HOME: `${scratchPath}/home`,
    USER: user,
    XDG_CACHE_HOME: `${scratchPath}/cache`,
    XDG_CONFIG_HOME: `${scratchPath}/config`,
    TORCHINDUCTOR_CACHE_DIR: `${scratchPath}/cache/torchinductor`,
    TRITON_CACHE_DIR: `${scratchPath}/cache/triton`,
    DO_NOT_TRACK: '1',
    HF_HUB_DISABLE_TELEMETRY: '1',
  };
}

/**
 * As `pythonCaches`, for a server that asks the hub for a model, unless its files are in the Pod already.
 *
 * @param own variables of the server itself.
 */
export function hubEnvironment(context: EngineContext, user: string, own: { [name: string]: string } = {}): { [name: string]: string | undefined } {
  const { scratchPath, cachePath, model } = context;
  return { ...pythonCaches(scratchPath, user), HF_HOME: cachePath, ...own, HF_HUB_OFFLINE: model.hub ? undefined : '1' };
}

/** Where vLLM writes, wherever it is inside. */
export function vllmCaches(scratchPath: string): { [name: string]: string } {
  return { VLLM_CACHE_ROOT: `${scratchPath}/cache/vllm`, VLLM_CONFIG_ROOT: `${scratchPath}/config/vllm`, VLLM_NO_USAGE_STATS: '1' };
}
