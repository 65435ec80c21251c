"""Asks the real SGLang what its cache takes for small models with random weights, for a number of tokens that it is told.

Takes a list of cases in JSON: name, config (as in config.json), tokens. Prints one answer for each: what the log says of the cache, in GB of 1024³ bytes
with two digits. Each is asked in a process of its own: the engine ends its parent when it fails.
"""

import json
import os
import re
import subprocess
import sys
import tempfile

os.environ.update(HF_HUB_OFFLINE="1", PYTHONUNBUFFERED="1")


def write_model(folder, config):
    import torch
    import transformers

    path = os.path.join(folder, "config.json")
    with open(path, "w") as file:
        json.dump(config, file)
    model = getattr(transformers, config["architectures"][0])(transformers.AutoConfig.from_pretrained(folder)).to(torch.bfloat16)
    model.save_pretrained(folder)
    with open(path, "w") as file:
        json.dump(config, file)


def start(case):
    """Starts the engine, and ends it: what it logs is the answer."""
    import sglang

    with tempfile.TemporaryDirectory() as folder:
        write_model(folder, case["config"])
        engine = sglang.Engine(
            model_path=folder, device="cpu", skip_tokenizer_init=True, max_total_tokens=case["tokens"], attention_backend="torch_native", log_level="info",
            disable_overlap_schedule=True,
        )
        engine.shutdown()


def answer(case):
    """What the log of a process of its own says of the pools of the cache, and of states."""
    asked = subprocess.run([sys.executable, __file__, "one"], input=json.dumps(case), capture_output=True, text=True, timeout=400)
    log = asked.stdout + asked.stderr
    if os.environ.get("FIT_LOGS"):
        with open(os.path.join(os.environ["FIT_LOGS"], case["name"] + ".txt"), "w") as file:
            file.write(log)
    lines = re.findall(r"#tokens: (\d+), (?:K size: ([\d.]+) GB, V size: ([\d.]+) GB|KV size: ([\d.]+) GB)", log)
    if not lines:
        return {"error": log.strip()[-600:]}
    return {"pools": [{"tokens": int(tokens), "gigabytes": round(float(key or both) + float(value or 0), 2)} for tokens, key, value, both in lines]}


def main():
    if sys.argv[1:] == ["one"]:
        start(json.load(sys.stdin))
        return
    for case in json.load(sys.stdin):
        try:
            said = answer(case)
        except subprocess.TimeoutExpired as error:
            said = {"error": f"it said nothing in {error.timeout} seconds"}
        print("answer " + json.dumps({"name": case["name"], **said}), flush=True)


if __name__ == "__main__":
    main()
