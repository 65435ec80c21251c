import { existsSync, readFileSync, statSync } from 'fs';
import { dirname, join } from 'path';
import { readArchitecture } from './read-config';
import { show } from '../../ground/errors';
import { messageOf } from '../../ground/input/thrown';
import { Json } from '../../ground/objects';
import { ModelArchitectureOptions } from '../../values/model-architecture-props';
import { Architecture } from '../architecture';

/** A file that a model brings, and where it belongs. */
interface Brought {
  readonly file: string;
  readonly what: string;
  readonly place: string;
}

const CONFIG: Brought = { file: 'config.json', what: 'the configuration', place: 'beside the app, and give its path from the folder that the app is run in' };
const BESIDE: Brought = { file: 'hf_quant_config.json', what: 'the configuration of the quantization', place: 'in the folder of its config.json' };

/** The architecture in a `config.json`, or in that of a folder; throws when it cannot be read. */
export function architectureInFile(given: string, { name = given, quantizationConfig, quantization }: ModelArchitectureOptions = {}): Architecture {
  const path = existsSync(given) && statSync(given).isDirectory() ? join(given, CONFIG.file) : given;
  const beside = quantizationConfig ?? join(dirname(path), BESIDE.file);
  const quantized = quantizationConfig !== undefined || existsSync(beside) ? jsonIn(beside, BESIDE) : undefined;
  return readArchitecture(jsonIn(path, CONFIG), name, { quantization: quantized, saidQuantization: quantization });
}

/** Configurations are written by Python, whose JSON may have `Infinity` and `NaN`. */
function jsonIn(path: string, brought: Brought): Json {
  const text = textIn(path, brought);
  try {
    return JSON.parse(text.replace(/^\uFEFF/, '').replace(/([:[,]\s*-?)Infinity\b/g, '$11e999')
      .replace(/([:[,]\s*)NaN\b/g, '$1"NaN"')) as Json;
  } catch (error) {
    throw unreadable(path, brought, whatIs(text) ?? messageOf(error));
  }
}

/** Why a file cannot be opened, in words. */
const WHY: { readonly [code: string]: string | undefined } = { ENOENT: 'ENOENT, there is no such file', EISDIR: 'EISDIR, it is a folder' };

function textIn(path: string, brought: Brought): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw unreadable(path, brought, WHY[code ?? ''] ?? code ?? messageOf(error));
  }
}

/** What people give in place of a configuration. */
function whatIs(text: string): string | undefined {
  if (text.trim() === '') return 'the file is empty';
  return text.startsWith('GGUF') ? 'it is a GGUF file, whose type is given as quantization, such as Q4_K_M' : undefined;
}

function unreadable(path: string, { file, what, place }: Brought, why: string): Error {
  return new Error(`${what} ${show(path)} cannot be read: ${why}; put the ${file} that the model brings ${place}`);
}
