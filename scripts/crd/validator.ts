import Ajv from 'ajv';
import standaloneCode from 'ajv/dist/standalone';
import { build } from 'esbuild';
import { ROOT, SchemaNode } from './crd-file';
import { jsonSchemaOfRoot } from './json-schema';

/** Code of the function `validate` for a custom resource, with ajv's helpers in it and nothing to load. */
export async function compiledSchema(schema: SchemaNode): Promise<string> {
  const code = { source: true, esm: true, optimize: 2 };
  const ajv = new Ajv({ allErrors: true, strict: true, strictTypes: false, allowUnionTypes: true, messages: false, inlineRefs: false, code });
  const source = standaloneCode(ajv, ajv.compile(jsonSchemaOfRoot(schema))).replace(/,schemaPath:"[^"]*"/g, '');
  const { outputFiles } = await build({
    stdin: { contents: source, resolveDir: ROOT, loader: 'js' },
    bundle: true,
    write: false,
    platform: 'neutral',
    mainFields: ['main'],
    format: 'esm',
    target: 'es2022',
    minify: true,
    legalComments: 'none',
  });
  // Flat code: the engine reads a function that stands in others once for each of them.
  return outputFiles[0]!.text.trim().replace(/export\s*\{(.*)\};?$/, (_all, names: string) => {
    const exported = /([\w$]+) as validate\b/.exec(names)?.[1];
    if (exported === undefined) throw new Error(`esbuild exports no validate: ${names}`);
    return `\nconst validate = ${exported};\n`;
  });
}
