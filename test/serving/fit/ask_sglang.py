"""Asks the real SGLang what its cache takes for small models with random weights, for a number of tokens that it is told.

Takes a list of cases in JSON: name, config (as in config.json), tokens. Prints one answer for each: what the log says of the cache, in GB of 1024³ bytes
with two digits. The engine starts processes of its own, so this file is run as a program only.
"""

import contextlib
import json
import os
import re
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


def answer(case, log):
    import sglang

    with tempfile.TemporaryDirectory() as folder:
        write_model(folder, case["config"])
        engine = sglang.Engine(
            model_path=folder, device="cpu", skip_tokenizer_init=True, max_total_tokens=case["tokens"], attention_backend="torch_native", log_level="info",
            disable_overlap_schedule=True,
        )
        engine.shutdown()
    with open(log) as file:
        lines = re.findall(r"(?:#tokens: (\d+), K size: ([\d.]+) GB, V size: ([\d.]+) GB|#tokens: (\d+), KV size: ([\d.]+) GB)", file.read())
    pools = [[int(tokens or other), round(float(key or both) + float(value or 0), 2)] for tokens, key, value, other, both in lines]
    return {"pools": [{"tokens": tokens, "gigabytes": size} for tokens, size in pools]}


def main():
    output = os.dup(1)
    for case in json.load(sys.stdin):
        with tempfile.NamedTemporaryFile("w+", suffix=".log", dir=os.environ.get("FIT_LOGS")) as log:
            os.dup2(log.fileno(), 1)
            os.dup2(log.fileno(), 2)
            try:
                said = answer(case, log.name)
            except Exception as error:  # noqa: BLE001: whatever ends it is the answer
                said = {"error": f"{type(error).__name__}: {error}"[:500]}
            if os.environ.get("FIT_LOGS"):
                import shutil

                shutil.copy(log.name, os.path.join(os.environ["FIT_LOGS"], case["name"] + ".txt"))
            os.write(output, ("answer " + json.dumps({"name": case["name"], **said}) + "\n").encode())
            with contextlib.suppress(OSError):
                sys.stdout.flush()


if __name__ == "__main__":
    main()
