"""Counts the parameters of models by family, as transformers builds them: modules without memory, from their configurations.

Takes configurations by name in JSON; prints a line for each: its class, parameters by family, or why it cannot be built. Weights that two modules share
count once. transformers leaves layers out that only draft tokens, and buffers such as the correction of a router.
"""

import collections
import json
import os
import re
import sys
import tempfile

os.environ.update(HF_HUB_OFFLINE="1", TRANSFORMERS_VERBOSITY="error")

import torch  # noqa: E402
import transformers  # noqa: E402
import whole_numbers  # noqa: E402, F401

# The first that matches the name of a tensor is its family.
FAMILIES = [
    ("projector", r"multi_modal_projector|embed_vision|embed_audio|vision_adapter|\bmerger|aligner|mm_projector|img_projection|visual\.merger|deepstack_merger"),
    ("vision", r"vision|visual|image_newline|patch_embed|clip|audio_tower|gen_"),
    ("head", r"lm_head|embed_out|output_layer|^score"),
    ("embedding", r"embed_tokens|\bwte\b|\bwpe\b|word_embeddings|position_embeddings|token_type_embeddings|embed_positions|\bembeddings\.weight"),
    ("norm", r"(?i)norm|\bln_"),
    ("shared-experts", r"shared_expert(s?)\.|shared_mlp"),
    ("experts", r"\bexperts\.|latent_proj"),
    ("router", r"\bgate\.|router|shared_expert_gate|\bgate$"),
    ("index", r"indexer"),
    ("state", r"mamba|linear_attn|A_log|\bdt_bias|conv1d|mixer\.(in_proj|out_proj|D|A_log|dt_bias)|short_conv|\bconv\."),
    ("attention", r"attn|attention|mixer\.[qkvo]_proj|compressor"),
    ("mlp", r"mlp|feed_forward|ffn|mixer\.(up|down)_proj|intermediate|\bfc|\boutput\."),
    ("pooler", r"pooler"),
]


def family_of(name):
    return next((family for family, pattern in FAMILIES if re.search(pattern, name)), "other")


def without_quantization(config):
    return {key: without_quantization(value) if isinstance(value, dict) else value for key, value in config.items() if key not in ("quantization_config", "auto_map")}


def build(config):
    with tempfile.TemporaryDirectory() as folder:
        with open(os.path.join(folder, "config.json"), "w") as file:
            json.dump(without_quantization(config), file)
        read = transformers.AutoConfig.from_pretrained(folder)
    named = getattr(transformers, (config.get("architectures") or ["?"])[0], None)
    makers = [named] if named else [getattr(transformers, f"AutoModel{kind}").from_config for kind in ("ForImageTextToText", "ForCausalLM")]
    problems = []
    for make in makers:
        try:
            with torch.device("meta"):
                return make(read)
        except (ValueError, AttributeError, TypeError, KeyError) as error:
            problems.append(error)
    raise problems[-1]


def count(config):
    model = build(config)
    model.tie_weights()
    families = collections.Counter()
    for name, parameter in model.named_parameters():  # each once, however many modules have it
        families[family_of(name)] += parameter.numel()
    return {"class": type(model).__name__, "total": sum(families.values()), "families": dict(sorted(families.items()))}


for name, config in json.load(sys.stdin).items():
    try:
        said = count(config)
    except Exception as error:  # noqa: BLE001: whatever it is, it is the answer
        said = {"error": f"{type(error).__name__}: {error}".split("\n")[0][:160]}
    print("answer " + json.dumps({"name": name, **said}), flush=True)
