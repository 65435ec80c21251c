import { isFetched } from '../../facts/server-fetches';
import { show } from '../../ground/errors';
import { serverArgs } from '../../render/pod-template';
import { Severity } from '../../values/finding';
import { GivenSetting, SettingReader } from '../given-settings';
import { memberOf } from '../meant-settings';
import { NOT_APPLICABLE, RuntimeRule, Said } from '../rule';

const FORMAT = '--load-format';
const EXTRA = '--model-loader-extra-config';

/** The place in a name of a file where vLLM puts the number of a rank. vllm/model_executor/model_loader/tensorizer.py */
const RANK = /%0\dd/;

/**
 * Weights that `--load-format tensorizer` of vLLM reads: `model.tensors` in the folder of the model, or what the extra configuration names. On the
 * command line its keys stand alone: vllm/engine/arg_utils.py writes `tensorizer_config` itself, over the user's.
 */
export const rule: RuntimeRule = {
  severity: Severity.ERROR,
  why: 'vLLM finds no weights where it looks for them, and ends when it starts',
  topic: 'source',
  check({ patched, meant }) {
    const args = SettingReader.of(patched.engine).args(serverArgs(patched));
    if (args.filter(({ name }) => name === FORMAT).pop()?.values[0] !== 'tensorizer') return NOT_APPLICABLE;
    const extra = args.filter(({ name }) => name === EXTRA);
    if (extra.some(({ values }) => values.some(value => value.includes('$(')))) return NOT_APPLICABLE;
    if (extra.some(isNested)) {
      return [{ what: `${EXTRA} has its keys below tensorizer_config, where vLLM does not read them`, fix: 'give them without tensorizer_config around them' }];
    }
    const uri = valueIn(extra, 'tensorizer_uri');
    const { model } = patched.binding;
    const noFolder = uri === undefined && valueIn(extra, 'tensorizer_dir') === undefined && isFetched(model);
    return [...(noFolder ? [withoutFolder(model.path)] : []), ...(meant.ranks('tensor') > 1 && !RANK.test(uri ?? '')
      ? [withoutRanks(meant.ranks('tensor'), uri)]
      : [])];
  },
};

function isNested({ path, values }: GivenSetting): boolean {
  return path.startsWith('tensorizer_config') || values.some(value => path === '' && /"tensorizer_config"\s*:/.test(value));
}

function valueIn(extra: readonly GivenSetting[], key: string): string | undefined {
  return extra.flatMap(({ path, values }) => values.map(value => memberOf(path, value, key))).filter(value => value !== undefined).pop();
}

function withoutFolder(repository: string): Said {
  return {
    what: `tensorizer looks for model.tensors in a folder called ${show(repository)}, which is the name of a repository`,
    fix: `bring the folder with model.tensors to the Pod (ModelSource.s3, pvc, volume), or name the file as tensorizer_uri in ${EXTRA}`,
  };
}

function withoutRanks(ranks: number, uri: string | undefined): Said {
  return {
    what: `tensorizer reads one file for ${ranks} tensor parallel ranks: ${uri === undefined ? 'model.tensors in the folder of the model' : show(uri)}`,
    fix: `write the model in parts, and give tensorizer_uri in ${EXTRA} with %03d where the number of the part stands, or let tensorParallelSize be 1`,
  };
}
