import { existsSync, readFileSync, statSync } from 'fs';
import { dirname, join } from 'path';
import { readArchitecture } from './read-config';
import { show } from '../../ground/errors';
import { messageOf } from '../../ground/input/thrown';
import { Json } from '../../ground/objects';
import { ModelArchitectureOptions } from '../../values/model-architecture-props';
import { Architecture } from '../architecture';

/** The architecture in a `config.json`, or in that of a folder; throws when it cannot be read. */
export function architectureInFile(given: string, { name = given, quantizationConfig, quantization }: ModelArchitectureOptions = {}): Architecture {
  const path = existsSync(given) && statSync(given).isDirectory() ? join(given, 'config.json') : given;
  const beside = quantizationConfig ?? join(dirname(path), 'hf_quant_config.json');
  const quantized = quantizationConfig !== undefined || existsSync(beside) ? jsonIn(beside) : undefined;
  return readArchitecture(jsonIn(path), name, { quantization: quantized, saidQuantization: quantization });
}

/** Configurations are written by Python, whose JSON may have `Infinity` and `NaN`. */
function jsonIn(path: string): Json {
  const text = textIn(path);
  try {
    return JSON.parse(text.replace(/^\uFEFF/, '').replace(/([:[,]\s*-?)Infinity\b/g, '$11e999')
      .replace(/([:[,]\s*)NaN\b/g, '$1"NaN"')) as Json;
  } catch (error) {
    throw unreadable(path, whatIs(text) ?? messageOf(error));
  }
}

/** Why a file cannot be opened, in words. */
const WHY: { readonly [code: string]: string | undefined } = { ENOENT: 'ENOENT, there is no such file', EISDIR: 'EISDIR, it is a folder' };

function textIn(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw unreadable(path, WHY[code ?? ''] ?? code ?? messageOf(error));
  }
}

/** What people give in place of a configuration. */
function whatIs(text: string): string | undefined {
  if (text.trim() === '') return 'the file is empty';
  return text.startsWith('GGUF') ? 'it is a GGUF file, whose type is given as quantization, such as Q4_K_M' : undefined;
}

function unreadable(path: string, why: string): Error {
  return new Error(`the configuration ${show(path)} cannot be read: ${why}; put the config.json that the model brings beside the app, and give its `
    + 'path from the folder that the app is run in');
}
