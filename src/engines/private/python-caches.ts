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
