"""Asks vLLM what one rank of tensor parallelism would hold of a model of any size: its own modules are built without memory, and its own code divides the cache.

Takes a list of cases in JSON: name, config (as in config.json), ranks, cacheBytes, arguments of the engine. Prints an answer for each: bytes of the
parameters of one rank, and blocks of the cache. No weights are read, and no other rank is there: a group of one says that it has so many.
"""

import json
import os
import tempfile

os.environ.update(HF_HUB_OFFLINE="1", VLLM_NO_USAGE_STATS="1", VLLM_ENABLE_V1_MULTIPROCESSING="0", VLLM_LOGGING_LEVEL="ERROR", OMP_NUM_THREADS="1")

import torch  # noqa: E402
import transformers  # noqa: E402
import vllm  # noqa: E402, F401
import whole_numbers  # noqa: E402, F401
from one_process_each import answer_all  # noqa: E402
from vllm.config import set_current_vllm_config  # noqa: E402
from vllm.distributed import parallel_state  # noqa: E402
from vllm.engine.arg_utils import EngineArgs  # noqa: E402
from vllm.model_executor.model_loader.utils import initialize_model  # noqa: E402
from vllm.model_executor.models import registry  # noqa: E402
from vllm.platforms import current_platform  # noqa: E402
from vllm.transformers_utils.config import _CONFIG_REGISTRY  # noqa: E402
from vllm.utils.torch_utils import set_default_torch_dtype  # noqa: E402
from vllm.v1.core.kv_cache_utils import get_kv_cache_configs  # noqa: E402
from vllm.v1.worker.gpu_model_runner import GPUModelRunner  # noqa: E402


def read_as_it_stands(model_type):
    """For a kind whose class of configurations comes with its weights: neither transformers nor vLLM has one."""
    if model_type not in transformers.CONFIG_MAPPING and model_type not in _CONFIG_REGISTRY:
        transformers.AutoConfig.register(model_type, type("ItsConfig", (transformers.PretrainedConfig,), {"model_type": model_type}))


def settled(folder, case):
    """A configuration of the engine as for one device, which is then told that it is one of several."""
    arguments = EngineArgs(model=folder, load_format="dummy", skip_tokenizer_init=True, enforce_eager=True, **case["arguments"])
    config = arguments.create_engine_config()
    with set_current_vllm_config(config):
        parallel_state.init_distributed_environment(1, 0, f"file://{folder}/group", 0, "gloo")
        parallel_state.initialize_model_parallel(1)
    for group in (parallel_state._TP, parallel_state._EP):
        if group is not None:
            group.world_size = case["ranks"]
    config.parallel_config.tensor_parallel_size = case["ranks"]
    return config


class Runner:
    """As much of a runner as is asked for its cache."""

    def __init__(self, config):
        self.vllm_config = config
        self.shared_kv_cache_layers = {}


def answer(case):
    registry._run_in_subprocess = lambda ask: ask()
    read_as_it_stands(case["config"]["model_type"])
    with tempfile.TemporaryDirectory() as folder:
        with open(os.path.join(folder, "config.json"), "w") as file:
            json.dump(case["config"], file)
        config = settled(folder, case)
        with set_current_vllm_config(config), set_default_torch_dtype(config.model_config.dtype), torch.device("meta"):
            model = initialize_model(vllm_config=config, model_config=config.model_config)
            parameters = {id(parameter): parameter.numel() * parameter.element_size() for parameter in model.parameters()}
            current_platform.update_block_size_for_backend(config)
            type(config.cache_config).get_resolved_kv_cache_layout = lambda self: layouts()
            specs = GPUModelRunner.get_kv_cache_spec(Runner(config))
            cache = get_kv_cache_configs(config, [specs], [case["cacheBytes"]])[0]
    groups = [{"layers": len(group.layer_names), "blockSize": group.kv_cache_spec.block_size, "pageBytes": group.kv_cache_spec.page_size_bytes} for group in cache.kv_cache_groups]
    return {"weightBytes": sum(parameters.values()), "blocks": cache.num_blocks, "groups": groups}


def layouts():
    from vllm.v1.kv_cache_interface import KVCacheLayout

    return KVCacheLayout["LBHNC"]


answer_all(answer, log=os.environ.get("FIT_LOG"))
