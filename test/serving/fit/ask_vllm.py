"""Asks the real vLLM what it makes of small models with random weights: blocks of the cache, its groups, bytes of the weights that it holds.

Takes a list of cases in JSON: name, config (as in config.json), and arguments of the engine. Prints one answer for each, in JSON, and what it could not
start with the reason. Each model is started in a process of its own, forked once everything is imported.
"""

import json
import os
import tempfile

os.environ.update(HF_HUB_OFFLINE="1", VLLM_NO_USAGE_STATS="1", VLLM_ENABLE_V1_MULTIPROCESSING="0", VLLM_LOGGING_LEVEL="ERROR", OMP_NUM_THREADS="1")

import torch  # noqa: E402
import transformers  # noqa: E402
import vllm  # noqa: E402
import whole_numbers  # noqa: E402, F401
from one_process_each import answer_all  # noqa: E402
from vllm.model_executor.model_loader import base_loader  # noqa: E402
from vllm.model_executor.models import registry  # noqa: E402


def write_model(folder, case):
    """The files that a hub would have; weights as transformers makes them, or none where it does not know the architecture."""
    config = case["config"]
    with open(os.path.join(folder, "config.json"), "w") as file:
        json.dump(config, file)
    model_class = getattr(transformers, config["architectures"][0], None)
    if model_class is None or case.get("weights") == "dummy":
        return {"load_format": "dummy"}
    torch.manual_seed(0)
    read = transformers.AutoConfig.from_pretrained(folder)
    model = model_class(read).to(getattr(torch, config.get("torch_dtype", "bfloat16")))
    model.save_pretrained(folder)
    with open(os.path.join(folder, "config.json"), "w") as file:
        json.dump(config, file)
    return {}


def watch_weights():
    """Notes the bytes of all parameters once they are loaded, before kernels for CPUs pack them anew; each storage counts once."""
    noted = {}
    after = base_loader.process_weights_after_loading

    def note(model, *rest):
        storages = {parameter.untyped_storage().data_ptr(): parameter.untyped_storage().nbytes() for parameter in model.parameters()}
        noted["bytes"] = sum(storages.values())
        after(model, *rest)

    base_loader.process_weights_after_loading = note
    registry._run_in_subprocess = lambda ask: ask()  # this process is one of its own already
    return noted


def group_of(group):
    spec = group.kv_cache_spec
    return {"layers": len(group.layer_names), "kind": type(spec).__name__, "blockSize": spec.block_size, "pageBytes": spec.page_size_bytes}


def answer(case):
    noted = watch_weights()
    with tempfile.TemporaryDirectory() as folder:
        how = write_model(folder, case)
        files = sum(entry.stat().st_size for entry in os.scandir(folder) if entry.name.endswith(".safetensors"))
        llm = vllm.LLM(model=folder, skip_tokenizer_init=True, enforce_eager=True, disable_log_stats=True, **how, **case["arguments"])
        core = llm.llm_engine.engine_core.engine_core
        cache = core.scheduler.kv_cache_config
        return {
            "blocks": cache.num_blocks,
            "groups": [group_of(group) for group in cache.kv_cache_groups],
            "cacheBytes": sum(tensor.size for tensor in cache.kv_cache_tensors),
            "weightBytes": noted["bytes"],
            "fileBytes": files,
            "madeBy": how.get("load_format", "transformers"),
        }


answer_all(answer)
